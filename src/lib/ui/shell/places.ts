/** Where a person can go from the bar, by what their role opens. No entry leads to a refusal. */
import { opensBoards, seesLiveView, type Role } from '#lib/domain/roles.ts';
import type { IconName } from '../primitives/icons.ts';

export interface Place {
	readonly label: string;
	readonly icon: IconName;
	readonly href: string;
	readonly current: boolean;
}

/**
 * @param board id of the inspection shown
 * @param pillar code of the pillar that "Board" opens
 * @param path the page's own path
 */
export function placesOf(
	role: Role,
	board: string,
	pillar: string | null,
	path: string,
): readonly Place[] {
	const overview = `/boards/${board}`;
	const live = `${overview}/live`;
	const places: Place[] = [];
	if (opensBoards(role)) {
		places.push({ label: 'Overview', icon: 'home', href: overview, current: path === overview });
		if (pillar !== null) {
			const onBoard = path.startsWith(`${overview}/`) && path !== live;
			places.push({
				label: 'Board',
				icon: 'board',
				href: `${overview}/${pillar}`,
				current: onBoard,
			});
		}
	}
	if (seesLiveView(role)) {
		places.push({ label: 'Live view', icon: 'eye', href: live, current: path === live });
	}
	return places;
}

/** Where an inspection opens for a role: the same kind of page, as far as the role has it. */
export function homeOf(role: Role, board: string, path: string): string {
	const live = !opensBoards(role) || path.endsWith('/live');
	return live ? `/boards/${board}/live` : `/boards/${board}`;
}
