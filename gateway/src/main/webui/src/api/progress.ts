import type { Client } from './client';
import type { IngestMessage, Progress } from './types';
import type { SandboxMessage } from '../sandbox/types';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** What every message of a socket that can be resumed says. */
interface Numbered {
    type: string;
    seq: number;
}

/** Where the tokens come from. */
export interface Tokens {
    /** Asked before each connection, since tokens end. */
    token: () => string | null;
    /** Gets a new one where the old one has ended; asked before a connection is opened again. */
    renew: () => Promise<unknown>;
}

/** The tokens of whoever is signed in. */
export function tokensOf(client: Client): Tokens {
    return { token: () => client.accessToken, renew: () => client.get('/api/v1/auth/verify') };
}

/**
 * Follows a job until it is over.
 *
 * @returns stops following
 */
export function follow(job: string, tokens: Tokens, told: (message: Progress) => void): () => void {
    return resumed(`jobs/${job}`, 'done', tokens, told);
}

/**
 * Follows the log of a sandbox session, from its beginning until the session is over.
 *
 * @returns stops following
 */
export function followSandbox(session: string, tokens: Tokens, told: (message: SandboxMessage) => void): () => void {
    return resumed(`sandbox/${session}`, 'ended', tokens, told);
}

/**
 * Follows the reading of a file until it is over.
 *
 * @returns stops following
 */
export function followIngest(dataset: string, tokens: Tokens, told: (message: IngestMessage) => void): () => void {
    return kept<IngestMessage>(
        () => `datasets/${dataset}`,
        tokens,
        (message) => {
            told(message);
            return message.type === 'done';
        },
    );
}

/** A lost connection is opened again where it broke; the message of type `last` ends it. */
function resumed<T extends Numbered>(
    path: string,
    last: string,
    tokens: Tokens,
    told: (message: T) => void,
): () => void {
    let seen = -1;
    return kept<T>(
        () => (seen < 0 ? path : `${path}?after=${seen}`),
        tokens,
        (message) => {
            seen = message.type === 'welcome' ? seen : message.seq;
            told(message);
            return message.type === last;
        },
    );
}

/** A lost connection is opened again, with growing pauses, until a message was the last one. */
function kept<T>(path: () => string, tokens: Tokens, last: (message: T) => boolean): () => void {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pause = FIRST_PAUSE_MS;
    let over = false;

    function connect(): void {
        const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
        socket = new WebSocket(`${scheme}://${location.host}/api/v1/ws/${path()}`, [
            'almanac.v1',
            `bearer.${tokens.token() ?? ''}`,
        ]);
        socket.onmessage = (event) => {
            pause = FIRST_PAUSE_MS;
            const ended = last(JSON.parse(String(event.data)) as T);
            over ||= ended;
        };
        socket.onclose = () => {
            if (!over) {
                timer = setTimeout(() => void again(), pause);
                pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
            }
        };
    }

    async function again(): Promise<void> {
        await tokens.renew().catch(() => undefined); // without an answer the connection tells what is wrong
        if (!over) {
            connect();
        }
    }

    connect();
    return () => {
        over = true;
        clearTimeout(timer);
        socket?.close();
    };
}
