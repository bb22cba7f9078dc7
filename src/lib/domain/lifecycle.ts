/**
 * The life of a finding and of an action as tables. A finding moves only by acts: server commands
 * with a row each. An action is moved on the board by hand, except for `embedded`, which says that
 * somebody else has accepted its evidence. Who may do what stands in `policy.ts` and with the acts.
 */
import type { ActionState } from './action.ts';
import type { FindingKind, FindingState } from './finding.ts';

/** Every way from one state of a finding to another, with the name of the act. SPEC.md F1. */
export const FINDING_TRANSITIONS = [
	{ from: 'draft', to: 'awaiting allocation', act: 'confirm' },
	{ from: 'draft', to: 'discarded', act: 'discard' },
	{ from: 'awaiting allocation', to: 'in progress', act: 'allocate' },
	{ from: 'in progress', to: 'waiting', act: 'wait' },
	{ from: 'waiting', to: 'in progress', act: 'resume' },
	{ from: 'in progress', to: 'in review', act: 'submit for review' },
	{ from: 'in review', to: 'in progress', act: 'return' },
	{ from: 'in review', to: 'signed off', act: 'sign off' },
	{ from: 'signed off', to: 'submitted', act: 'submit' },
	{ from: 'submitted', to: 'closed', act: 'close' },
	{ from: 'submitted', to: 'in progress', act: 'reopen' },
	{ from: 'closed', to: 'in progress', act: 'reopen' },
	...sideEnds('awaiting allocation'),
	...sideEnds('in progress'),
	...sideEnds('waiting'),
	...sideEnds('in review'),
] as const satisfies readonly FindingTransition[];

export interface FindingTransition {
	readonly from: FindingState;
	readonly to: FindingState;
	readonly act: string;
}

function sideEnds<From extends FindingState>(from: From) {
	return [
		{ from, to: 'superseded', act: 'supersede' },
		{ from, to: 'merged', act: 'merge' },
		{ from, to: 'not accepted', act: 'decline' },
	] as const;
}

/** The force still has something to do about it. SPEC.md F2. */
export function isOpen(state: FindingState): boolean {
	switch (state) {
		case 'awaiting allocation':
		case 'in progress':
		case 'waiting':
		case 'in review':
			return true;
		case 'draft':
		case 'signed off':
		case 'submitted':
		case 'closed':
		case 'superseded':
		case 'merged':
		case 'not accepted':
		case 'discarded':
			return false;
	}
}

/** Practice has a short life of its own and is never counted among states. SPEC.md F3. */
export function isPractice(kind: FindingKind): boolean {
	return kind === 'innovative-practice' || kind === 'promising-practice';
}

/** It is something the inspection says, once: not a draft, a duplicate or what took another's place. SPEC.md F4. */
export function isCounted(state: FindingState): boolean {
	return state !== 'draft' && state !== 'discarded' && state !== 'merged' && state !== 'superseded';
}

/** A card may be put from one state into the other by hand. SPEC.md F5. */
export function movesByHand(from: ActionState, to: ActionState): boolean {
	return from !== 'embedded' && to !== 'embedded';
}
