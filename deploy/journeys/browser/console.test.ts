import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { PASSWORD, signUp, SLOW, visit } from './visitor';

const EXAMPLES = process.env['ALMANAC_EXAMPLES'] ?? join(import.meta.dirname, '../../examples');

describe('the console', () => {
    let browser: Browser;

    beforeAll(async () => {
        browser = await launch();
    }, SLOW);

    afterAll(async () => {
        await browser?.close();
    });

    it('takes a newcomer from an empty page to a sealed forecast', async () => {
        const [page, complaints, context] = await visit(browser);
        await signUp(page);
        await page.getByLabel('CSV file').setInputFiles(join(EXAMPLES, 'us-employment.csv'));
        await page.getByRole('heading', { name: 'us-employment.csv' }).waitFor();
        await page.getByText('MS, season of 12').waitFor();
        expect(await page.getByRole('columnheader').first().innerText()).toContain('time');
        expect(await page.getByRole('cell', { name: '2006-01-01' }).count()).toBe(1);
        await page.getByText('It costs 1,104 units', { exact: true }).waitFor();
        await page.getByRole('button', { name: 'Run the forecast' }).click();
        await page.getByRole('img', { name: /Forecast of/ }).locator('canvas').waitFor();
        await page.getByText('logged').waitFor();
        expect(await page.getByText(/so this is/).innerText()).toContain('better');
        await page.getByText('The numbers').click();
        expect(await page.getByRole('region', { name: 'The numbers' }).getByRole('row').count()).toBe(13);
        const [receipt] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('button', { name: 'Receipt' }).click(),
        ]);
        expect(receipt.suggestedFilename()).toBe('us-employment-receipt.txt');
        await page.getByRole('link', { name: 'Jobs' }).click();
        const job = page.getByRole('region', { name: 'Jobs' }).getByRole('row').nth(1);
        expect(await job.innerText()).toMatch(/forecast\s+23 of 23 series\s+succeeded/);
        await page.getByRole('group', { name: 'Workflows' }).getByText('Nothing comes again yet').waitFor();
        const usage = page.getByRole('group', { name: 'Usage', exact: true });
        await usage.getByRole('cell', { name: 'forecast' }).waitFor();
        await usage.getByText('Set a budget').click();
        await usage.getByLabel(/^Stop at/).fill('2000');
        await usage.getByRole('button', { name: 'Set the budget' }).click();
        await usage.getByText('1,104 this month, 896 left of 2,000.').waitFor();
        await page.getByRole('link', { name: 'Audit trail' }).click();
        for (const what of ['forecast.sealed', 'forecast.requested', 'dataset.created', 'account.registered']) {
            await page.getByRole('cell', { name: what }).waitFor();
        }
        await page.reload();
        await page.getByRole('cell', { name: 'forecast.sealed' }).waitFor();
        await page.getByRole('combobox', { name: 'What' }).selectOption('dataset.*');
        await page.getByRole('button', { name: 'Search' }).click();
        await page.getByRole('cell', { name: 'forecast.sealed' }).waitFor({ state: 'detached' });
        await page.getByRole('button', { name: /Details of entry/ }).first().click();
        await page.getByRole('heading', { name: 'Beside the log' }).waitFor();
        const [exported] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('button', { name: 'Export as CSV' }).click(),
        ]);
        expect(exported.suggestedFilename()).toBe('audit.csv');
        expect(complaints).toEqual([]);
        await context.close();
    }, SLOW);

    it('compares methods, finds anomalies and explains a forecast', async () => {
        const [page, complaints, context] = await visit(browser);
        await signUp(page);
        await page.getByLabel('CSV file').setInputFiles(join(EXAMPLES, 'air-passengers.csv'));
        await page.getByRole('heading', { name: 'air-passengers.csv' }).waitFor();
        await page.getByRole('button', { name: 'Look for anomalies' }).click();
        await page.getByText(/outside the band of 99.9 %/).waitFor();
        await page.getByRole('form', { name: 'Compare methods' }).getByRole('button', { name: 'Compare' }).click();
        const leaderboard = page.getByRole('region', { name: 'Leaderboard' });
        await leaderboard.waitFor();
        expect(await leaderboard.getByRole('row').count()).toBe(6);
        expect(await leaderboard.getByRole('row').last().innerText()).toContain('seasonal_naive');
        await page.reload();
        await leaderboard.waitFor();
        await page.getByRole('link', { name: 'air-passengers.csv' }).click();
        await page.waitForLoadState('networkidle'); // what comes in late moves what is to be clicked
        await page.locator('select[name=model]').selectOption('arima');
        await page.getByLabel('Take outliers and level shifts out first').check();
        await page.getByRole('button', { name: 'Run the forecast' }).click();
        await page.getByText('What it is made of').click();
        expect(await page.getByRole('columnheader', { name: 'season' }).count()).toBe(1);
        expect(complaints).toEqual([]);
        await context.close();
    }, 90_000);

    it('takes a file that is dropped on it', async () => {
        const [page, complaints, context] = await visit(browser);
        await signUp(page);
        const dropped = await page.evaluateHandle(() => {
            const files = new DataTransfer();
            files.items.add(new File(['day,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,4\n'], 'dropped.csv'));
            return files;
        });
        await page.dispatchEvent('.dropzone', 'drop', { dataTransfer: dropped });
        await page.getByRole('heading', { name: 'dropped.csv' }).waitFor();
        expect(complaints).toEqual([]);
        await context.close();
    }, SLOW);

    it('says in words what is wrong with a file, and asks where it cannot know', async () => {
        const [page, , context] = await visit(browser);
        await signUp(page);
        const choose = page.getByLabel('CSV file');
        await choose.setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
        await page.getByRole('alert').getByText(/no series/).waitFor();
        const ambiguous = 'date,value\n01/02/2024,1\n02/02/2024,2\n03/02/2024,3\n04/02/2024,5\n';
        await choose.setInputFiles({ name: 'dates.csv', mimeType: 'text/csv', buffer: Buffer.from(ambiguous) });
        await page.getByRole('heading', { name: 'Please confirm' }).waitFor();
        await page.getByLabel('Times are written as').fill('dd/MM/yyyy');
        await page.getByRole('button', { name: 'Confirm' }).click();
        await page.getByRole('button', { name: 'Run the forecast' }).waitFor();
        await context.close();
    }, SLOW);

    it('signs out, refuses a wrong password and signs in again', async () => {
        const [page, , context] = await visit(browser);
        const email = await signUp(page);
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByLabel('E-mail').fill(email);
        await page.getByLabel('Password').fill('not the pass phrase');
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByRole('alert').waitFor();
        await page.getByLabel('Password').fill(PASSWORD);
        await page.keyboard.press('Enter');
        await page.getByText('No datasets yet').waitFor();
        await context.close();
    }, SLOW);

    it.each(['light', 'dark'] as const)('fits a narrow %s screen and can be used by keyboard', async (colorScheme) => {
        const [page, complaints, context] = await visit(browser, { viewport: { width: 360, height: 740 }, colorScheme });
        await signUp(page);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(360);
        await page.keyboard.press('Tab');
        expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Skip to the content');
        await page.getByRole('link', { name: 'Forecasts' }).focus();
        await page.keyboard.press('Enter');
        await page.getByText('No forecasts yet').waitFor();
        expect(complaints).toEqual([]);
        await context.close();
    }, SLOW);
});
