import type { IngestMessage, Progress } from './types';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Follows a job until it is over. A lost connection is opened again where it broke, with growing pauses.
 *
 * @param token asked before each connection, since tokens end
 * @param renew gets a new token where the old one has ended; asked before a connection is opened again
 * @returns stops following
 */
export function follow(
    job: string,
    token: () => string | null,
    renew: () => Promise<unknown>,
    told: (message: Progress) => void,
): () => void {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pause = FIRST_PAUSE_MS;
    let seen = -1;
    let over = false;

    function connect(): void {
        const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
        const after = seen < 0 ? '' : `?after=${seen}`;
        socket = new WebSocket(`${scheme}://${location.host}/api/v1/ws/jobs/${job}${after}`, [
            'almanac.v1',
            `bearer.${token() ?? ''}`,
        ]);
        socket.onmessage = (event) => {
            const message = JSON.parse(String(event.data)) as Progress;
            seen = message.seq;
            pause = FIRST_PAUSE_MS;
            over ||= message.type === 'done';
            told(message);
        };
        socket.onclose = () => {
            if (!over) {
                timer = setTimeout(() => void again(), pause);
                pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
            }
        };
    }

    async function again(): Promise<void> {
        await renew().catch(() => undefined); // without an answer the connection tells what is wrong
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

/**
 * Follows the reading of a file until it is over.
 *
 * @returns stops following
 */
export function followIngest(
    dataset: string,
    token: () => string | null,
    told: (message: IngestMessage) => void,
): () => void {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let socket: WebSocket | null = null;

    function connect(): void {
        const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
        socket = new WebSocket(`${scheme}://${location.host}/api/v1/ws/datasets/${dataset}`, [
            'almanac.v1',
            `bearer.${token() ?? ''}`,
        ]);
        socket.onmessage = (event) => {
            const message = JSON.parse(String(event.data)) as IngestMessage;
            over ||= message.type === 'done';
            told(message);
        };
        socket.onclose = () => {
            if (!over) {
                timer = setTimeout(connect, FIRST_PAUSE_MS);
            }
        };
    }

    connect();
    return () => {
        over = true;
        clearTimeout(timer);
        socket?.close();
    };
}
