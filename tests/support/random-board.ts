/** Boards and edits by the dice: lawful in shape, without regard to who may write what. */
import * as Y from 'yjs';
import { ACTION_STATES, type Action } from '#lib/domain/action.ts';
import { putRecord, records, type Board } from '#lib/domain/board.ts';
import { FINDING_STATES, type Finding } from '#lib/domain/finding.ts';
import type { Pillar } from '#lib/domain/pillar.ts';

type Random = () => number;

function pick<T>(random: Random, from: readonly T[]): T {
	const found = from[Math.floor(random() * from.length)];
	if (found === undefined) throw new Error('Nothing to pick from');
	return found;
}

/** Upper and lower case, which a language's order puts differently than code units do. */
function randomPosition(random: Random): string {
	const letters = 'ABZabz019';
	return Array.from({ length: 4 }, () => letters[Math.floor(random() * letters.length)]).join('');
}

function word(random: Random): string {
	return pick(random, ['call', 'café', 'Durham’s', '“quoted”', 'a\\b', '😀', 'x'.repeat(50)]);
}

const PILLARS = ['p-1', 'p-2', 'p-3'];

function randomPillar(random: Random, id: string): Pillar {
	return {
		id,
		code: id.replace('p-', 'q'),
		name: `Question ${id}`,
		shortName: word(random),
		position: randomPosition(random),
		department: pick(random, [null, 'contact-management']),
		graded: true,
		grade: pick(random, [null, 'good', 'adequate']),
		previousGrade: null,
		concernStatement: 'stated none',
		improvementStatement: 'listed',
	};
}

function randomFinding(random: Random, id: string): Finding {
	return {
		id,
		pillar: pick(random, PILLARS),
		parent: null,
		kind: 'area-for-improvement',
		reference: id.toUpperCase(),
		title: word(random),
		points: [word(random), word(random)],
		inlineStatus: null,
		labelled: true,
		department: pick(random, [null, 'safeguarding']),
		owner: null,
		state: pick(random, FINDING_STATES),
		due: pick(random, [null, '2024-02-29']),
		printedDue: null,
		waitingFor: null,
		waitingSince: null,
		submittedBy: null,
		signedOff: null,
		measure: null,
		brag: null,
		bragReason: null,
		released: random() < 0.5,
		position: randomPosition(random),
		whatIsDifferent: word(random),
	};
}

function randomAction(random: Random, id: string): Action {
	return {
		id,
		title: word(random),
		progress: word(random),
		state: pick(random, ACTION_STATES),
		position: randomPosition(random),
		owner: pick(random, [null, 'user-lead']),
		droppedBecause: null,
		finding: pick(random, [null, 'f-1', 'f-2']),
		pillar: pick(random, PILLARS),
		department: pick(random, [null, 'contact-management', 'safeguarding']),
		due: pick(random, [null, '2024-12-31']),
		answers: pick(random, [null, 'improvements', 'considerations']),
		reported: pick(random, [null, 'done', 'not done']),
		evidence: 'none',
		brag: null,
		bragReason: null,
		released: random() < 0.5,
	};
}

export function randomBoard(random: Random, cards: number): Board {
	return {
		title: 'PEEL 2023/25',
		pillars: PILLARS.map((id) => randomPillar(random, id)),
		findings: Array.from({ length: 12 }, (_, index) => randomFinding(random, `f-${index}`)),
		actions: Array.from({ length: cards }, (_, index) => randomAction(random, `a-${index}`)),
	};
}

/** One change of any kind that a document may go through, in one transaction. */
export function randomEdit(doc: Y.Doc, random: Random): void {
	const actions = records(doc, 'actions');
	const findings = records(doc, 'findings');
	const action = actions.get(pick(random, [...actions.keys()]));
	const finding = findings.get(pick(random, [...findings.keys()]));
	doc.transact(() => {
		const dice = random();
		if (dice < 0.3) {
			action?.set('state', pick(random, ACTION_STATES));
			action?.set('position', randomPosition(random));
		} else if (dice < 0.5) typeInto(action?.get('progress'), random);
		else if (dice < 0.6) typeInto(finding?.get('whatIsDifferent'), random);
		else if (dice < 0.7) finding?.set('state', pick(random, FINDING_STATES));
		else if (dice < 0.75) {
			const points = finding?.get('points');
			if (points instanceof Y.Array) points.push([word(random)]);
		} else if (dice < 0.85) {
			putRecord(doc, 'actions', randomAction(random, `b-${Math.floor(random() * 1e9)}`));
		} else if (dice < 0.9 && actions.size > 5) {
			actions.delete(pick(random, [...actions.keys()]));
		} else if (dice < 0.95) doc.getMap('meta').set('title', word(random));
		else records(doc, 'pillars').get(pick(random, PILLARS))?.set('grade', null);
	});
}

function typeInto(text: unknown, random: Random): void {
	if (!(text instanceof Y.Text)) return;
	const at = Math.floor(random() * (text.length + 1));
	// A splice that does not cut a surrogate pair in two is not the dice's business here.
	if (random() < 0.6 || at === text.length) text.insert(at, pick(random, ['word ', 'é', 'done. ']));
	else text.delete(at, Math.min(3, text.length - at));
}
