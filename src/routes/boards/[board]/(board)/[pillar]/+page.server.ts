import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';
import { boardOf, boardReaderOf } from '../../../access.server.ts';

/**
 * One pillar's board as its rows show it: all pillars for the strip, and of findings and actions
 * those of this pillar. The open card is read once, for the first paint: opening another one
 * fetches its narrative alone and not the board again.
 */
export const load: PageServerLoad = async ({ locals, params, url, untrack }) => {
	boardReaderOf(locals);
	const { inspections, narratives } = locals.services;
	const [board, measures] = await Promise.all([
		boardOf(locals, params.board),
		inspections.measures(params.board),
	]);
	const code = params.pillar.toLowerCase();
	const pillar = board?.pillars.find((each) => each.code === code);
	if (!board || !pillar) {
		error(404, {
			message: 'This inspection has no such pillar. Nothing was changed.',
			remedy: 'Go to the overview and choose one there.',
		});
	}
	const actions = board.actions.filter((action) => action.pillar === pillar.id);
	const card = untrack(() => url.searchParams.get('card'));
	const open = actions.find(({ id }) => id === card);
	return {
		pillarId: pillar.id,
		board: {
			...board,
			findings: board.findings.filter((finding) => finding.pillar === pillar.id),
			actions,
		},
		measures: measures.filter((measure) => measure.pillar === pillar.id),
		narrative: open ? { record: open.id, ...(await narratives.read(board.id, open.id)) } : null,
	};
};
