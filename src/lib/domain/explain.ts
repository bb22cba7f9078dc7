/**
 * A refusal in words: what did not happen, why, and who can do it. The wire carries only the rule
 * and the path; the names come from the page, which knows departments and cards.
 */
import type { Role } from './roles.ts';
import type { Rule } from './rules.ts';

export interface RefusalContext {
	/** the field that was to change; null when a whole record was */
	readonly key: string | null;
	/** the card's or finding's title, when it is known */
	readonly title?: string | null;
	/** the name of the department whose record it is, when it has one */
	readonly department?: string | null;
	/** the role of the person who is refused */
	readonly role?: Role;
}

export interface Explanation {
	/** “More people” was not moved. */
	readonly what: string;
	/** Only Contact Management can move this card. Ask them or a coordinator. */
	readonly why: string;
}

export function explainRefusal(rule: Rule, context: RefusalContext): Explanation {
	const title = context.title?.trim() ?? '';
	const thing = title === '' ? 'This' : `“${title}”`;
	return { what: `${thing} was not ${deedOf(context.key).done}.`, why: whyNot(rule, context) };
}

function whyNot(rule: Rule, { key, department, role }: RefusalContext): string {
	const deed = deedOf(key).deed;
	switch (rule) {
		case 'P1':
			return 'A board has no place for this. Load the page again and try once more.';
		case 'P2':
			return readerWords(role);
		case 'P3':
			return 'This is locked: it changes only by a decision that is put on record.';
		case 'P4':
			return `Only a coordinator can ${deed}.`;
		case 'P5':
			return department === null || department === undefined
				? `No department has this card yet. Only a coordinator can ${deed}.`
				: `Only ${department} can ${deed}. Ask them or a coordinator.`;
		case 'P6':
			return `Contributors write progress and evidence. A department lead or a coordinator can ${deed}.`;
		case 'P7':
			return 'Embedded opens and closes when a reviewer decides on the evidence, not by a move.';
		case 'P8':
			return 'A card is dropped with a reason. Say why it is not needed.';
		case 'P9':
			return 'The value does not fit: it is too long or of another kind.';
		case 'P10':
			return 'A new action begins as planned, without a tick and without evidence.';
		case 'P11':
			return 'A draft stays a draft until it is confirmed by an act.';
		case 'P12':
			return 'Nothing is deleted here. Drop the card with a reason instead.';
		case 'C1':
			return 'It is no longer there: somebody changed the board in the meantime.';
		case 'C2':
			return 'This lane takes only cards that answer the same question and the same block.';
		case 'C3':
			return 'The card is dropped. Restore it first.';
		case 'C4':
			return 'It needs a title.';
		case 'C5':
			return 'It has been added already.';
	}
}

function readerWords(role: Role | undefined): string {
	switch (role) {
		case 'executive':
			return 'Executives read the board. A coordinator or the card’s department can change it.';
		case 'observer':
			return 'Observers read what the force has released. The force changes it.';
		case 'administrator':
			return 'Administrators look after accounts. A coordinator can change the board.';
		case 'coordinator':
		case 'lead':
		case 'contributor':
		case undefined:
			return 'You can read this board. A coordinator can change it.';
	}
}

interface Deed {
	/** after "can" */
	readonly deed: string;
	/** after "was not" */
	readonly done: string;
}

function deedOf(key: string | null): Deed {
	switch (key) {
		case null:
			return { deed: 'add this card', done: 'added' };
		case 'state':
		case 'position':
			return { deed: 'move this card', done: 'moved' };
		case 'finding':
		case 'pillar':
			return { deed: 'move a card to another finding', done: 'moved' };
		case 'droppedBecause':
			return { deed: 'drop this card', done: 'dropped' };
		case 'owner':
			return { deed: 'change the owner', done: 'given to another owner' };
		case 'progress':
			return { deed: 'write the update', done: 'changed' };
		case 'title':
			return { deed: 'change the title', done: 'changed' };
		default:
			return { deed: 'change this', done: 'changed' };
	}
}
