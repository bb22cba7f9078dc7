import { error } from '@sveltejs/kit';
import { isId } from '#lib/domain/ids.ts';
import type { LayoutServerLoad } from './$types';
import { boardOf, readerOf } from '../access.server.ts';

/**
 * What every page of one inspection knows: the inspection, its neighbours, the people and
 * departments behind the ids on the board, who reads, and the day that "overdue" is counted from.
 */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const session = readerOf(locals);
	const { auth, inspections, today } = locals.services;
	const force = session.force.id;
	const found = isId(params.board) ? await inspections.find(force, params.board) : null;
	const board = found && (await boardOf(locals, found.id));
	if (!found || !board) {
		error(404, {
			message: 'There is no such inspection, or it belongs to another force. Nothing was changed.',
			remedy: 'Go to the inspections and open it from there.',
		});
	}
	const [all, people, departments] = await Promise.all([
		inspections.ofForce(force),
		auth.people(force),
		auth.departments(force),
	]);
	const older = all.slice(all.findIndex(({ id }) => id === found.id) + 1);
	const own = board.pillars.find(
		({ department }) => department !== null && session.departments.includes(department),
	);
	// Where no question is matched with one before, "not asked" would say more than is known.
	const hasPrevious = board.pillars.some(({ previousGrade }) => previousGrade !== null);
	return {
		inspection: found,
		inspections: all.map(({ id, title, publisher }) => ({ id, title, note: publisher })),
		people,
		departments,
		me: {
			id: session.user.id,
			name: session.user.name,
			role: session.role,
			departments: session.departments,
		},
		/** calendar date in London, `YYYY-MM-DD` */
		today: today(),
		/** what "the grade before" belongs to, such as `2021/22` */
		previousCycle: hasPrevious
			? (older.find(({ cycle }) => cycle !== found.cycle)?.cycleWords ?? null)
			: null,
		/** code of the pillar that "Board" opens: one of the reader's own departments, or the first */
		homePillar: (own ?? board.pillars[0])?.code ?? null,
	};
};
