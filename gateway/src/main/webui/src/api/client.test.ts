import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, Client } from './client';

const SESSION = { access_token: 'new', expires_in: 60, user: { id: '1', email: 'a@b.c', role: 'user' } };

function answers(...queue: [string, number, unknown][]): string[] {
    const calls: string[] = [];
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
        const [wanted, status, body] = queue.shift() ?? ['nothing more', 500, {}];
        const token = (init.headers as Record<string, string>)['Authorization'] ?? '-';
        calls.push(`${path} ${token}`);
        expect(path).toBe(wanted);
        return new Response(JSON.stringify(body), { status });
    });
    return calls;
}

describe('Client', () => {
    afterEach(() => vi.unstubAllGlobals());

    it('gets a new token once when the old one has ended, and asks again with it', async () => {
        const calls = answers(['/a', 401, {}], ['/api/v1/auth/refresh', 200, SESSION], ['/a', 200, { ok: 1 }]);
        const client = new Client();
        client.adopt({ ...SESSION, access_token: 'old' });
        expect(await client.get('/a')).toEqual({ ok: 1 });
        expect(calls).toEqual(['/a Bearer old', '/api/v1/auth/refresh Bearer old', '/a Bearer new']);
    });

    it('tells that one is signed out when the session has ended', async () => {
        answers(['/a', 401, { title: 'Sign in first', status: 401 }], ['/api/v1/auth/refresh', 401, {}]);
        const signedOut = vi.fn();
        const client = new Client(signedOut);
        client.adopt(SESSION);
        await expect(client.get('/a')).rejects.toThrow('Sign in first');
        expect(signedOut).toHaveBeenCalledOnce();
        expect(client.accessToken).toBeNull();
    });

    it('drops an answer, and a token, that come after one has signed out', async () => {
        vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
            return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        });
        const client = new Client();
        client.adopt(SESSION);
        const answers = [client.get('/api/v1/auth/me'), client.refresh()];
        client.forget();
        for (const answer of answers) {
            await expect(answer).rejects.toThrow('The session ended before the answer came.');
        }
        expect(client.accessToken).toBeNull();
    });

    it('says what the problem says, and where there is none that nothing answered', async () => {
        answers(['/a', 409, { title: 'Waits', detail: 'Confirm the mapping', status: 409 }]);
        await expect(new Client().get('/a')).rejects.toThrow('Confirm the mapping');
        vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('failed')));
        await expect(new Client().get('/a')).rejects.toBeInstanceOf(ApiError);
    });
});
