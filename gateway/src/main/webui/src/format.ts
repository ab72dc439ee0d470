import type { Account } from './api/types';

/** Numbers and times as people read them. */
const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });

export function number(value: number): string {
    return NUMBER.format(value);
}

const SCORE = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** A measure of accuracy, with the digits that mean something. */
export function score(value: number): string {
    return SCORE.format(value);
}

export function bytes(size: number): string {
    const units = ['B', 'kB', 'MB', 'GB'];
    let shown = size;
    let unit = 0;
    while (shown >= 1000 && unit < units.length - 1) {
        shown /= 1000;
        unit++;
    }
    return `${unit === 0 ? shown : shown.toFixed(1)} ${units[unit]}`;
}

/** Such as `2026-11-21 09:06`, in the reader's own zone. */
export function when(iso: string): string {
    const time = new Date(iso);
    const two = (part: number): string => String(part).padStart(2, '0');
    const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
    return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** The time of an observation: a date alone when it is midnight UTC. */
export function moment(iso: string): string {
    return iso.endsWith('T00:00:00Z') ? iso.slice(0, 10) : iso.replace('T', ' ').replace('Z', '');
}

export function percent(share: number): string {
    return `${Math.round(share * 100)} %`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
    return `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? one : many}`;
}

/** What to call somebody. */
export function nameOf(user: Account): string {
    return user.full_name ?? user.username ?? user.email ?? 'My account';
}

/** The ends of something long, such as a wallet's address. */
export function ends(text: string): string {
    return text.length <= 16 ? text : `${text.slice(0, 8)}...${text.slice(-6)}`;
}
