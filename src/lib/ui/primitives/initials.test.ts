import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test.each([
	['Head of Contact Management', 'HC'],
	['Deputy Chief Constable', 'DC'],
	['Ŵyn Élan', 'ŴÉ'],
	['coordinator', 'C'],
	['', ''],
])('%s is shown as %s', (name, letters) => {
	expect(initials(name)).toBe(letters);
});
