import type { PageServerLoad } from './$types';
import { readerOf } from './access.server.ts';

/** The force's inspections, newest first, with what their pages cannot all be opened to see. */
export const load: PageServerLoad = async ({ locals }) => {
	const session = readerOf(locals);
	const { inspections, projection } = locals.services;
	const found = await inspections.ofForce(session.force.id);
	const list = await Promise.all(
		found.map(async (inspection) => {
			const board = await projection.board(session.force.id, inspection.id);
			const { id, title, publisher, date, dateNote, scale, overall, documents } = inspection;
			return {
				id,
				title,
				publisher,
				date,
				dateNote,
				scale,
				overall,
				documents,
				areas: board?.pillars.map(({ graded, grade }) => ({ graded, grade })) ?? null,
			};
		}),
	);
	return { list };
};
