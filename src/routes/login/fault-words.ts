/** Why signing in did not work: what happened, and what to do. */
export interface Fault {
	/** the field to go to, or null when neither alone is wrong */
	readonly field: 'email' | 'password' | null;
	readonly message: string;
}

export interface Faults {
	readonly faults: readonly Fault[];
	/** what to do, when the messages do not say it */
	readonly remedy: string | null;
}

/** @returns null when both fields are filled in */
export function missing(email: string, password: string): Faults | null {
	const faults: Fault[] = [];
	if (email.trim() === '') faults.push({ field: 'email', message: 'Enter your work email.' });
	if (password === '') faults.push({ field: 'password', message: 'Enter your password.' });
	return faults.length > 0 ? { faults, remedy: null } : null;
}

export const WRONG: Faults = {
	faults: [{ field: null, message: 'That email address and password do not match an account.' }],
	remedy: 'Check both and try again. Your inspection team can give you a new password.',
};

export function waiting(minutes: number): Faults {
	const words = minutes === 1 ? '1 minute' : `${minutes} minutes`;
	return {
		faults: [{ field: null, message: `Too many tries for this address. Try again in ${words}.` }],
		remedy: 'If it was not you who tried, tell your inspection team.',
	};
}
