/**
 * Tests in real browsers against the built application: `npm test` runs them after the build. No
 * retries: a test that passes at the second try has found something.
 */
import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import type { Options } from './tests/e2e/support/fixtures.ts';
import { PREPARED } from './tests/e2e/support/prepare.ts';

/** Debian's, unless told otherwise; when there is neither, Playwright uses the one it brings. */
const chromium = [process.env.TEST_CHROMIUM, '/usr/bin/chromium'].find(
	(file) => file !== undefined && existsSync(file),
);

export default defineConfig<object, Options>({
	testDir: 'tests/e2e',
	globalSetup: './tests/e2e/support/prepare.ts',
	fullyParallel: false,
	workers: 2,
	retries: 0,
	forbidOnly: process.env.CI !== undefined,
	timeout: 90_000,
	// The machine may be small and busy: a condition is waited for, never a time.
	expect: { timeout: 15_000 },
	reporter: [['list']],
	outputDir: 'test-results',
	use: {
		prepared: process.env[PREPARED] ?? '',
		browserName: 'chromium',
		viewport: { width: 1440, height: 900 },
		trace: 'off',
		launchOptions: {
			...(chromium === undefined ? {} : { executablePath: chromium }),
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		},
	},
});
