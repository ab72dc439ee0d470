import type { Browser, BrowserContext, Page } from 'playwright-core';

export const URL = process.env['ALMANAC_URL'] ?? 'http://localhost:8080';
export const PASSWORD = 'a pass phrase for browsers';
export const SLOW = 60_000;

/** A fresh visitor; anything the page complains about fails the journey. */
export async function visit(
    browser: Browser,
    options: Parameters<Browser['newContext']>[0] = {},
    prepare: (page: Page) => Promise<void> = async () => {},
): Promise<[Page, string[], BrowserContext]> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
            complaints.push(message.text());
        }
    });
    page.on('response', (answer) => {
        if (answer.status() >= 400 && answer.status() !== 401) {
            complaints.push(`${answer.request().method()} ${answer.url()} was answered ${answer.status()} (${answer.statusText()})`);
        }
    });
    page.setDefaultTimeout(20_000);
    await prepare(page);
    await page.goto(URL);
    return [page, complaints, context];
}

/** Opens an account; answers its address. */
export async function signUp(page: Page): Promise<string> {
    const email = `${crypto.randomUUID()}@example.org`;
    await page.getByRole('link', { name: 'Open an account' }).click();
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Open the account' }).click();
    await page.getByText('No datasets yet').waitFor();
    return email;
}
