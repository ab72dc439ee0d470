import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { signUp, SLOW, URL, visit } from './visitor';

const EXAMPLES = process.env['ALMANAC_EXAMPLES'] ?? join(import.meta.dirname, '../../examples');
const ADMIN = { Authorization: `Bearer ${process.env['ALMANAC_ADMIN_TOKEN']}`, 'Content-Type': 'application/json' };
const DATASET = 'air-passengers.csv';

describe('what teams run around forecasts', () => {
    let browser: Browser;

    beforeAll(async () => {
        browser = await launch();
    }, SLOW);

    afterAll(async () => {
        await browser?.close();
    });

    it('weighs a price in the sandbox, and tells in its log and in its savings', async () => {
        const [page, complaints, context] = await visit(browser);
        await signUp(page);
        await upload(page);
        await page.getByRole('link', { name: 'Sandbox' }).click();
        await page.getByText('No sessions yet').waitFor();
        const form = page.getByRole('form', { name: 'New session' });
        await form.getByLabel('Dataset').selectOption({ label: DATASET });
        await form.getByLabel('Series').fill('passengers');
        await form.getByLabel('Sure price').fill('900');
        await form.getByRole('button', { name: 'Open the session' }).click();
        const session = page.getByRole('group', { name: 'Session on passengers' });
        await session.getByRole('button', { name: 'Log' }).click();
        await session.getByRole('button', { name: 'Weigh it' }).click();
        await session.getByText('Stay', { exact: true }).waitFor();
        await session.getByRole('log').getByText(/stay: risk/).waitFor();
        await session.getByText('The distribution').click();
        expect(await session.getByRole('region', { name: 'The distribution' }).getByRole('row').count()).toBe(25);
        await session.getByRole('button', { name: 'End the session' }).click();
        await session.getByText('closed', { exact: true }).waitFor();
        await page.reload();
        const savings = page.getByRole('group', { name: 'Savings' });
        await savings.getByText(/^1 evaluation in 30 days/).waitFor();
        await savings.getByRole('region', { name: 'Savings by target' }).getByText(/^passengers of/).waitFor();
        expect(complaints).toEqual([]);
        await context.close();
    }, SLOW);

    it('chooses mails, adds a webhook, and sets up what comes again', async () => {
        const [page, complaints, context] = await visit(browser);
        await signUp(page);
        await upload(page);
        await page.getByRole('link', { name: 'Ada' }).click();
        const done = page.getByRole('group', { name: 'Mails' }).getByLabel('a job is done');
        await done.waitFor();
        expect(await done.isChecked()).toBe(false);
        await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'PATCH'), done.click()]);
        await page.reload();
        await done.and(page.locator(':checked')).waitFor();
        const hooks = page.getByRole('group', { name: 'Webhooks' });
        await hooks.getByLabel('Address').fill('https://hooks.example.org/almanac');
        await hooks.getByRole('button', { name: 'Add the webhook' }).click();
        await hooks.getByRole('status').getByText(/whsec_/).waitFor();
        await hooks.getByRole('button', { name: 'Calls' }).click();
        await hooks.getByText('Not called yet').waitFor();
        await hooks.getByRole('button', { name: 'Remove' }).click();
        await hooks.getByText('No program is called yet').waitFor();

        await page.getByRole('link', { name: 'Jobs' }).click();
        const workflows = page.getByRole('group', { name: 'Workflows' });
        await workflows.getByText('Set up a new one').click();
        await workflows.getByLabel('Name').fill('every morning');
        await workflows.getByLabel('Dataset').selectOption({ label: DATASET });
        await workflows.getByRole('button', { name: 'Set it up' }).click();
        await workflows.getByRole('button', { name: 'Run every morning now' }).click();
        await workflows.getByRole('button', { name: 'Runs of every morning' }).click();
        await workflows.getByRole('region', { name: 'Runs of every morning' }).getByText('person').waitFor();
        await workflows.getByRole('button', { name: 'Pause every morning' }).click();
        await workflows.getByText(/; paused/).waitFor();
        expect(complaints).toEqual([]);
        await context.close();
    }, SLOW);

    it('takes a model from an experiment to production by a council, and shows a forecast to everybody', async () => {
        const [page, complaints, context] = await visit(browser);
        const owner = await withRoles(page, ['user', 'lab']);
        await upload(page);
        const [operator, , elsewhere] = await visit(browser);
        const voter = await withRoles(operator, ['user', 'council_operator']);
        const council = `council of ${owner}`;
        await asAdmin('/api/v1/admin/councils', 'POST', {
            name: council,
            threshold: 1,
            operators: [voter],
            governs: [owner],
        });

        await page.getByRole('link', { name: 'Lab' }).click();
        const experiments = page.getByRole('group', { name: 'Experiments' });
        await experiments.getByText('Begin an experiment').click();
        await experiments.getByLabel('Name of the experiment').fill('which one');
        await experiments.getByLabel('Dataset').selectOption({ label: DATASET });
        await experiments.getByLabel('Methods').selectOption(['ets', 'theta']);
        await experiments.getByRole('button', { name: 'Begin' }).click();
        const row = experiments.getByRole('row').filter({ hasText: 'which one' });
        await expect
            .poll(
                async () => {
                    await experiments.getByRole('button', { name: 'Look again' }).click();
                    return row.innerText();
                },
                { timeout: 30_000, interval: 500 },
            )
            .toContain('succeeded');
        expect(await row.innerText()).toMatch(/(ets|theta), MASE 0\.\d+/);

        const models = page.getByRole('group', { name: 'Models' });
        await models.getByText('Make a model').click();
        await models.getByLabel('Name of the model').fill('passengers');
        await models.getByLabel('Method').selectOption('ets');
        await models.getByRole('button', { name: 'Make the model' }).click();
        await models.getByRole('link', { name: 'passengers' }).click();
        await page.getByText('Add a version').click();
        await page.getByLabel('Experiment behind it').selectOption({ label: 'which one' });
        await page.getByRole('button', { name: 'Add the version' }).click();
        const second = page.getByRole('region', { name: 'Versions' }).getByRole('row').nth(1);
        await second.getByText('version 1 of the data').waitFor();
        for (const stage of ['lab', 'candidate']) {
            await second.getByRole('button', { name: stage }).click();
            await second.locator('.badge').getByText(stage).waitFor();
        }
        await page.getByText('Assign it to a target').click();
        const assign = page.getByRole('form', { name: 'Assign' });
        await assign.getByLabel('Dataset').selectOption({ label: DATASET });
        await assign.getByRole('button', { name: 'Assign the model' }).click();
        await page.getByText('use version 2 from now on').waitFor();
        await page.getByText('Ask a council').click();
        const propose = page.getByRole('form', { name: 'Propose' });
        await propose.getByLabel('Because').fill('it did best');
        await propose.getByRole('button', { name: 'Propose' }).click();
        await page.getByRole('heading', { name: council }).waitFor();
        await page.getByText('open', { exact: true }).waitFor();

        await operator.getByRole('link', { name: 'Councils' }).click();
        await operator.getByRole('link', { name: council }).click();
        await operator.getByText('What it is about').click();
        await operator.getByText('passengers, ets').waitFor();
        await operator.getByText('an experiment on version 1 of the data').waitFor();
        await operator.getByLabel('yes').check();
        await operator.getByRole('button', { name: 'Vote' }).click();
        await operator.getByText('approved', { exact: true }).waitFor();
        await elsewhere.close();

        await page.getByRole('link', { name: 'To promote the model, version 2' }).click();
        await second.locator('.badge').getByText('production').waitFor();
        await page.getByRole('link', { name: 'Lab' }).click();
        const targets = page.getByRole('group', { name: 'Targets' });
        await targets.getByLabel('Dataset').selectOption({ label: DATASET });
        await targets.getByRole('button', { name: 'Look' }).click();
        await targets.getByText('version 2 (ets)').waitFor();
        expect(complaints).toEqual([]);
        await context.close();
    }, 120_000);

    it('shows a published forecast to somebody who has no account', async () => {
        const [page, complaints, context] = await visit(browser);
        await signUp(page);
        await upload(page);
        await page.getByRole('button', { name: 'Run the forecast' }).click();
        await page.getByRole('button', { name: 'Publish a link' }).click();
        const link = await page.getByRole('link', { name: /\/published\// }).getAttribute('href');
        const [stranger, worries, other] = await visit(browser);
        await stranger.goto(link ?? '');
        await stranger.getByRole('heading', { name: 'A forecast, 12 steps ahead' }).waitFor();
        await stranger.getByRole('img', { name: 'Forecast of passengers' }).locator('canvas').waitFor();
        await page.getByRole('button', { name: 'End the link' }).click();
        await page.getByRole('link', { name: /\/published\// }).waitFor({ state: 'detached' });
        await stranger.reload();
        await stranger.getByRole('alert').waitFor();
        expect(complaints).toEqual([]);
        expect(worries.filter((worry) => !worry.includes('404'))).toEqual([]);
        await other.close();
        await context.close();
    }, SLOW);
});

async function upload(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Datasets' }).click();
    await page.getByLabel('CSV file').setInputFiles(join(EXAMPLES, DATASET));
    await page.getByRole('button', { name: 'Run the forecast' }).waitFor();
}

/** A newcomer who is given roles by the administrator; answers their id. */
async function withRoles(page: Page, roles: string[]): Promise<string> {
    const email = await signUp(page);
    const found = await fetch(`${URL}/api/v1/admin/users?q=${encodeURIComponent(email)}`, { headers: ADMIN });
    const { items } = (await found.json()) as { items: { id: string }[] };
    const id = items[0]?.id ?? '';
    await asAdmin(`/api/v1/admin/users/${id}`, 'PATCH', { roles });
    await page.reload();
    await page.getByText('No datasets yet').waitFor();
    return id;
}

async function asAdmin(path: string, method: string, body: unknown): Promise<void> {
    const answer = await fetch(URL + path, { method, headers: ADMIN, body: JSON.stringify(body) });
    expect(answer.ok, await answer.text()).toBe(true);
}
