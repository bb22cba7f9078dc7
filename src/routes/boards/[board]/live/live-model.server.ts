/** What one reader sees of a board in the live view: the same for the first page and for every event. */
import { liveView, type LiveView } from '#lib/domain/live-view.ts';
import { visibleTo } from '#lib/domain/visible.ts';
import type { Session } from '#server/auth/session.ts';

export interface LiveModel extends LiveView {
	/** when the server worked it out, ISO 8601 */
	readonly at: string;
}

/** @returns null when the force has no such board */
export async function liveModel(
	services: App.Locals['services'],
	session: Session,
	board: string,
): Promise<LiveModel | null> {
	const force = session.force.id;
	const [projected, measures, departments] = await Promise.all([
		services.projection.board(force, board),
		services.inspections.measures(board),
		services.auth.departments(force),
	]);
	if (!projected) return null;
	const visible = visibleTo(projected, session.role);
	const view = liveView(visible, services.today(), measures, departments);
	return { ...view, at: services.now().toISOString() };
}
