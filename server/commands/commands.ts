/**
 * What is done to a whole installation from the command line. A command runs inside the application,
 * in place of serving, so that it uses the same parts in the same order as a start does (`cli.ts`).
 */
import type { Projection } from '#server/projection/projection.ts';
import { loadDemonstration, type LoadParts } from './demo.ts';

const COMMANDS = ['demo', 'rebuild'] as const;
export type Command = (typeof COMMANDS)[number];

export interface CommandParts extends LoadParts {
	readonly projection: Projection;
}

function isCommand(value: string): value is Command {
	return COMMANDS.some((command) => command === value);
}

/** @returns whether it did its work; why not, and what to do, has been said by then */
export async function runCommand(command: string, parts: CommandParts): Promise<boolean> {
	if (!isCommand(command)) {
		parts.say(`There is no command "${command}". There are: ${COMMANDS.join(', ')}.`);
		return false;
	}
	switch (command) {
		case 'demo':
			return demo(parts);
		case 'rebuild':
			return rebuild(parts);
	}
}

async function demo(parts: CommandParts): Promise<boolean> {
	const loading = await loadDemonstration(parts);
	if (!loading.ok) {
		parts.say(`${loading.message} Use an empty database for it.`);
		return false;
	}
	for (const document of await parts.log.documents('board:')) {
		await parts.projection.follow(document);
	}
	switch (loading.code) {
		case 'loaded':
			parts.say('The demonstration is loaded.');
			return true;
		case 'completed':
			parts.say('The demonstration had been cut short; now it is whole.');
			return true;
		case 'already loaded':
			parts.say('The demonstration is already loaded.');
			return true;
	}
}

async function rebuild({ projection, say }: CommandParts): Promise<boolean> {
	const { boards, entries } = await projection.rebuild();
	say(`The rows of ${boards} boards were built again from ${entries} entries of the log.`);
	return true;
}
