/** Records for tests: whole ones, with sensible values. */
import type { Action } from './action.ts';
import type { Finding } from './finding.ts';
import type { Pillar } from './pillar.ts';
import type { Actor, Role } from './roles.ts';

export function samplePillar(values: Partial<Pillar> = {}): Pillar {
	return {
		id: 'pillar-4',
		code: 'q4',
		name: 'Responding to the public',
		shortName: 'Responding',
		position: 'a0',
		department: 'contact-management',
		graded: true,
		grade: 'requires improvement',
		previousGrade: 'good',
		concernStatement: 'stated none',
		improvementStatement: 'listed',
		...values,
	};
}

export function sampleFinding(values: Partial<Finding> = {}): Finding {
	return {
		id: 'afi-1',
		pillar: 'pillar-4',
		parent: null,
		kind: 'area-for-improvement',
		reference: 'AFI 1',
		title: 'Answer calls in time',
		points: ['dated systems'],
		inlineStatus: null,
		labelled: true,
		department: 'contact-management',
		owner: null,
		state: 'in progress',
		due: null,
		printedDue: null,
		waitingFor: null,
		waitingSince: null,
		submittedBy: null,
		signedOff: null,
		measure: null,
		brag: null,
		bragReason: null,
		released: true,
		position: 'a0',
		whatIsDifferent: '',
		...values,
	};
}

export function sampleAction(values: Partial<Action> = {}): Action {
	return {
		id: 'action-1',
		title: 'More people',
		progress: '',
		state: 'planned',
		position: 'a0',
		owner: null,
		droppedBecause: null,
		finding: null,
		pillar: 'pillar-4',
		department: 'contact-management',
		due: null,
		answers: 'improvements',
		reported: null,
		evidence: 'none',
		brag: null,
		bragReason: null,
		released: false,
		...values,
	};
}

export function sampleActor(role: Role, departments: readonly string[] = []): Actor {
	return { id: `user-${role}`, role, departments };
}
