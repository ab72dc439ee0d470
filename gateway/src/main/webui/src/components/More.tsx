import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Page } from '../api/types';
import { useApp, useLoaded } from '../context';
import { Failure, Loading } from './States';

/** A list that is read page by page. */
export function PagedList<T>(props: {
    path: string;
    what: string;
    empty: React.ReactNode;
    children: (items: T[]) => React.ReactNode;
}): React.JSX.Element {
    const { client } = useApp();
    const first = useLoaded(props.path, () => client.get<Page<T>>(props.path));
    const [more, setMore] = useState<{ path: string; items: T[]; cursor?: string | undefined; error?: string } | null>(
        null,
    );
    if (first.error !== undefined) {
        return <Failure words={first.error} again={first.reload} />;
    }
    if (first.value === undefined) {
        return <Loading what={props.what} />;
    }
    const later = more?.path === props.path ? more : null;
    const items = [...first.value.items, ...(later?.items ?? [])];
    const cursor = later === null ? first.value.next_cursor : later.cursor;
    const next = async (): Promise<void> => {
        const separator = props.path.includes('?') ? '&' : '?';
        try {
            const page = await client.get<Page<T>>(`${props.path}${separator}cursor=${cursor}`);
            setMore({ path: props.path, items: [...(later?.items ?? []), ...page.items], cursor: page.next_cursor });
        } catch (error) {
            setMore({ path: props.path, items: later?.items ?? [], cursor, error: wordsOf(error) });
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
