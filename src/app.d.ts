import type { Services } from '#server/app.ts';
import type { Session } from '#server/auth/session.ts';

declare global {
	namespace App {
		interface Locals {
			/** null on the few pages that need no session */
			session: Session | null;
			services: Services;
		}
		interface Error {
			message: string;
			/** what the reader can do now, in one sentence */
			remedy?: string;
		}
	}
}
