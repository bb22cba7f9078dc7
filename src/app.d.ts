import type { Services } from '#server/app.ts';
import type { Session } from '#server/auth/session.ts';

declare global {
	namespace App {
		interface Locals {
			/** null on the few pages that need no session */
			session: Session | null;
			services: Services;
		}
		/** what the bar of every page reads, where a page has it */
		interface PageData {
			inspection?: { readonly id: string; readonly title: string };
			inspections?: readonly {
				readonly id: string;
				readonly title: string;
				readonly note: string;
			}[];
			/** code of the pillar that "Board" opens */
			homePillar?: string | null;
		}
		interface Error {
			message: string;
			/** what the reader can do now, in one sentence */
			remedy?: string;
		}
	}
}
