/** What a failed page says: what happened, what it means for the work, and what to do. */
export interface FailureWords {
	readonly title: string;
	readonly meaning: string;
	readonly remedy: string;
	/** the same request may go better a moment later */
	readonly retry: boolean;
}

interface Failure {
	readonly message: string;
	readonly remedy?: string;
}

/** @param failure the page's own words, which come first; general ones of the framework do not */
export function explain(status: number, failure: Failure | null): FailureWords {
	const general = generalWords(status);
	const own = failure !== null && failure.remedy !== undefined;
	return own
		? { ...general, meaning: failure.message, remedy: failure.remedy ?? general.remedy }
		: general;
}

function generalWords(status: number): FailureWords {
	if (status === 404) {
		return {
			title: 'There is no such page',
			meaning: 'The address may be mistyped, or it belongs to another force. Nothing was changed.',
			remedy: 'Go to the inspections and open it from there.',
			retry: false,
		};
	}
	if (status === 401) {
		return {
			title: 'You are signed out',
			meaning: 'A session ends after 12 hours without use. What was saved is kept.',
			remedy: 'Sign in again to go on.',
			retry: false,
		};
	}
	if (status === 403) {
		return {
			title: 'This is not open to you',
			meaning: 'Your role does not open this page. Nothing was changed.',
			remedy: 'Ask your inspection team if you need it for your work.',
			retry: false,
		};
	}
	if (status === 503) {
		return {
			title: 'The database cannot be reached',
			meaning: 'Nothing can be shown or saved at the moment. Everything that was saved is safe.',
			remedy: 'Wait a minute and try again. If it stays like this, tell whoever runs Peelboard.',
			retry: true,
		};
	}
	if (status >= 500) {
		return {
			title: 'This page could not be shown',
			meaning: 'Something failed on our side. Everything that was saved is safe.',
			remedy: 'Try again. If it fails again, tell whoever runs Peelboard what you opened and when.',
			retry: true,
		};
	}
	return {
		title: 'This could not be done',
		meaning: 'The request was not understood. Nothing was changed.',
		remedy: 'Go back and try again.',
		retry: false,
	};
}
