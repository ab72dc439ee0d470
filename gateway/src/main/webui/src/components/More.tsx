import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Page } from '../api/types';
import { useApp, useLoaded } from '../context';
import { Failure, Loading } from './States';

/** A list that is read page by page. */
export function PagedList<T>(props: {
    path: string;
    /** Another one reads the list again. */
    occasion?: number;
    what: string;
    empty: React.ReactNode;
    children: (items: T[]) => React.ReactNode;
}): React.JSX.Element {
    const { client } = useApp();
    const { path, occasion = 0 } = props;
    const first = useLoaded(path, () => client.get<Page<T>>(path), occasion);
    const [more, setMore] = useState<{ of: string; items: T[]; cursor?: string | undefined; error?: string } | null>(
        null,
    );
    const of = `${path} ${occasion}`;
    if (first.error !== undefined) {
        return <Failure words={first.error} again={first.reload} />;
    }
    if (first.value === undefined) {
        return <Loading what={props.what} />;
    }
    const later = more?.of === of ? more : null;
    const items = [...first.value.items, ...(later?.items ?? [])];
    const cursor = later === null ? first.value.next_cursor : later.cursor;
    const next = async (): Promise<void> => {
        const separator = path.includes('?') ? '&' : '?';
        try {
            const page = await client.get<Page<T>>(`${path}${separator}cursor=${cursor}`);
            setMore({ of, items: [...(later?.items ?? []), ...page.items], cursor: page.next_cursor });
        } catch (error) {
            setMore({ of, items: later?.items ?? [], cursor, error: wordsOf(error) });
        }
    };
    if (items.length === 0) {
        return <>{props.empty}</>;
    }
    return (
        <>
            {props.children(items)}
            {later?.error !== undefined && <Failure words={later.error} />}
            {cursor !== undefined && (
                <button type="button" className="plain" onClick={() => void next()}>
                    Show more
                </button>
            )}
        </>
    );
}
