import type { Problem, Session } from './types';

/** A refusal of the API, or the lack of any answer, in words for the person who reads it. */
export class ApiError extends Error {
    constructor(readonly problem: Problem) {
        super(problem.detail ?? problem.title);
    }
}

const UNREACHABLE: Problem = {
    type: 'about:blank',
    title: 'No answer',
    status: 0,
    detail: 'Almanac cannot be reached. Check the connection and try again.',
};

const SIGNED_OUT: Problem = {
    type: 'about:blank',
    title: 'Signed out',
    status: 401,
    detail: 'The session ended before the answer came.',
};

/** What a failure says to a person; unknown failures are told as they are. */
export function wordsOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

/**
 * Calls the API as the signed-in person. The access token lives in this object only; when it has ended, the refresh
 * cookie gets a new one, once for all calls that wait.
 */
export class Client {
    private token: string | null = null;
    /** Ended with the session: an answer that comes after that is nobody's any more. */
    private visit = new AbortController();
    private refreshing: Promise<boolean> | null = null;
    private asking: Promise<boolean> | null = null;

    /**
     * @param signedOut told when the session has ended
     * @param askAgain asks the person to show once more who they are; false when they would rather not
     */
    constructor(
        private readonly signedOut: () => void = () => {},
        private readonly askAgain: () => Promise<boolean> = () => Promise.resolve(false),
    ) {}

    get accessToken(): string | null {
        return this.token;
    }

    adopt(session: Pick<Session, 'access_token'>): void {
        this.token = session.access_token;
    }

    forget(): void {
        this.token = null;
        this.visit.abort(new ApiError(SIGNED_OUT));
        this.visit = new AbortController();
    }

    /** Takes up the session of an earlier visit, if there is one. */
    refresh(): Promise<boolean> {
        this.refreshing ??= this.tryRefresh().finally(() => {
            this.refreshing = null;
        });
        return this.refreshing;
    }

    async get<T>(path: string): Promise<T> {
        return (await this.send('GET', path)).json() as Promise<T>;
    }

    async blob(path: string, accept: string): Promise<Blob> {
        return (await this.send('GET', path, undefined, { Accept: accept })).blob();
    }

    async post<T>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
        const answer = await this.send('POST', path, body, headers);
        return (hasBody(answer) ? await answer.json() : undefined) as T;
    }

    /** Sends a file as it is, at most once. */
    async sendFile(path: string, file: Blob): Promise<void> {
        await this.send('POST', path, file, { 'Idempotency-Key': crypto.randomUUID() });
    }

    async put<T>(path: string, body: unknown): Promise<T> {
        return (await this.send('PUT', path, body)).json() as Promise<T>;
    }

    async patch<T>(path: string, body: unknown): Promise<T> {
        const answer = await this.send('PATCH', path, body);
        return (hasBody(answer) ? await answer.json() : undefined) as T;
    }

    async delete(path: string): Promise<void> {
        await this.send('DELETE', path);
    }

    private async send(
        method: string,
        path: string,
        body?: unknown,
        headers: Record<string, string> = {},
    ): Promise<Response> {
        let answer = await this.once(method, path, body, headers);
        if (answer.status === 401 && this.token !== null && !path.startsWith('/api/v1/auth/login')) {
            if (await this.refresh()) {
                answer = await this.once(method, path, body, headers);
            } else {
                const problem = await problemOf(answer);
                this.forget();
                this.signedOut();
                throw new ApiError(problem);
            }
        }
        if (answer.status === 403) {
            const problem = await problemOf(answer.clone());
            if (problem.type === '/problems/step-up-required' && (await this.stepUp())) {
                answer = await this.once(method, path, body, headers);
            }
        }
        if (!answer.ok) {
            throw new ApiError(await problemOf(answer));
        }
        return answer;
    }

    private async once(
        method: string,
        path: string,
        body: unknown,
        headers: Record<string, string>,
    ): Promise<Response> {
        const all: Record<string, string> = { ...headers };
        if (this.token !== null) {
            all['Authorization'] = `Bearer ${this.token}`;
        }
        if (body !== undefined) {
            all['Content-Type'] = body instanceof Blob ? 'text/csv' : 'application/json';
        }
        const { signal } = this.visit;
        const init: RequestInit = { method, headers: all, signal };
        if (body !== undefined) {
            init.body = body instanceof Blob ? body : JSON.stringify(body);
        }
        return fetch(path, init).catch(() => {
            throw signal.aborted ? signal.reason : new ApiError(UNREACHABLE);
        });
    }

    /** One question for all calls that wait for it. */
    private stepUp(): Promise<boolean> {
        this.asking ??= this.askAgain().finally(() => {
            this.asking = null;
        });
        return this.asking;
    }

    /** False when the session is over; throws when that cannot be found out now. */
    private async tryRefresh(): Promise<boolean> {
        const answer = await this.once('POST', '/api/v1/auth/refresh', {}, {});
        if (answer.status === 401) {
            return false;
        }
        if (!answer.ok) {
            throw new ApiError(await problemOf(answer));
        }
        this.adopt((await answer.json()) as Session);
        return true;
    }
}

function hasBody(answer: Response): boolean {
    return answer.status !== 204 && answer.headers.get('Content-Type')?.includes('json') === true;
}

export async function problemOf(answer: Response): Promise<Problem> {
    try {
        return (await answer.json()) as Problem;
    } catch {
        return { type: 'about:blank', title: answer.statusText || 'Refused', status: answer.status };
    }
}
