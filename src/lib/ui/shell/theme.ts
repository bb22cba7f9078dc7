/**
 * Light or dark. The choice is a cookie, so that the server renders the page in it and nothing
 * flashes; without a choice the page follows the system.
 */
export type Theme = 'light' | 'dark';

const YEAR_S = 365 * 24 * 60 * 60;

/** What is shown now, by choice or by the system. */
export function shownTheme(): Theme {
	const chosen = document.documentElement.dataset.theme;
	if (chosen === 'light' || chosen === 'dark') return chosen;
	return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
	document.documentElement.dataset.theme = theme;
	const secure = location.protocol === 'https:' ? '; secure' : '';
	document.cookie = `theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
}
