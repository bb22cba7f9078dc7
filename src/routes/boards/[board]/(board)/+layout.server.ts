import type { LayoutServerLoad } from './$types';
import { boardReaderOf } from '../../access.server.ts';

/** Before anything of the board is sent: observers have the live view instead. */
export const load: LayoutServerLoad = ({ locals }) => {
	boardReaderOf(locals);
};
