/**
 * Runs inside the page, before any script of the product: looks at every frame whether what somebody
 * waits for is there, and notes when that frame was painted. It knows the page by what a person
 * sees on it: cards, a Move button, the word "Saved".
 */
import type { Page } from '@playwright/test';

/** All in ms since the navigation began. */
export interface Loading {
	/** the first card is painted */
	readonly shown: number;
	/** a card can be moved and the save state is known */
	readonly live: number;
	/** the parts of the way, as the browser tells them */
	readonly firstByte: number;
	readonly htmlComplete: number;
}

interface Clock {
	shown: number | null;
	live: number | null;
	/** resolves with the ms from the next key press until the frame that shows its effect is painted */
	untilPainted(card: string, effect: 'lifted' | 'mark' | 'moved'): Promise<number>;
}

declare global {
	interface Window {
		benchmarkClock: Clock;
	}
}

export async function addPageClock(page: Page): Promise<void> {
	await page.addInitScript(pageClock);
}

export async function loadingOf(page: Page): Promise<Loading> {
	await page.waitForFunction(() => window.benchmarkClock.live !== null);
	return page.evaluate(() => {
		const { shown, live } = window.benchmarkClock;
		const [navigation] = performance.getEntriesByType('navigation');
		if (!(navigation instanceof PerformanceNavigationTiming)) throw new Error('No navigation');
		const { responseStart, responseEnd } = navigation;
		return {
			shown: shown ?? 0,
			live: live ?? 0,
			firstByte: responseStart,
			htmlComplete: responseEnd,
		};
	});
}

function pageClock(): void {
	/** A message posted in a frame is heard when that frame has been painted. */
	const painted = (): Promise<number> =>
		new Promise((resolve) => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => resolve(performance.now());
			port2.postMessage(null);
		});
	// Asked for its size, a card would cost a layout that the browser may not have needed yet.
	const isShown = (): boolean => document.querySelector('[data-card]') !== null;
	const isLive = (): boolean =>
		document.querySelector('[data-card] button') !== null &&
		[...document.querySelectorAll('[role="status"]')].some((each) =>
			/^Saved \d/.test(each.textContent.trim()),
		);

	const clock: Clock = {
		shown: null,
		live: null,
		untilPainted(card, effect) {
			const find = (): Element | null => document.querySelector(`[data-card="${card}"]`);
			const before = find()?.parentElement;
			const isDone = (): boolean => {
				switch (effect) {
					case 'lifted':
						return find()?.classList.contains('lifted') === true;
					case 'mark':
						return document.querySelector('[data-cell].aim') !== before?.closest('[data-cell]');
					case 'moved':
						return find()?.parentElement !== before && find() !== null;
				}
			};
			return new Promise((resolve) => {
				const pressed = (event: Event): void => {
					const began = event.timeStamp;
					const look = (): void => {
						if (isDone()) void painted().then((at) => resolve(at - began));
						else requestAnimationFrame(look);
					};
					requestAnimationFrame(look);
				};
				addEventListener('keydown', pressed, { capture: true, once: true });
			});
		},
	};
	window.benchmarkClock = clock;
	const look = (): void => {
		if (clock.shown === null && isShown()) void painted().then((at) => (clock.shown ??= at));
		if (clock.live === null && isLive()) void painted().then((at) => (clock.live ??= at));
		if (clock.live === null) requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}
