/** What a page shows while it has nothing to show, or cannot. */
export function Loading({ what }: { what: string }): React.JSX.Element {
    return (
        <p className="quiet" role="status">
            Loading {what} ...
        </p>
    );
}

export function Failure({ words, again }: { words: string; again?: () => void }): React.JSX.Element {
    return (
        <div className="failure" role="alert">
            <p>{words}</p>
            {again !== undefined && (
                <button type="button" onClick={again}>
                    Try again
                </button>
            )}
        </div>
    );
}

export function Empty({ children }: { children: React.ReactNode }): React.JSX.Element {
    return <div className="empty">{children}</div>;
}

const BADGES: Record<string, string> = {
    ready: 'good',
    succeeded: 'good',
    logged: 'good',
    witnessed: 'good',
    delivered: 'good',
    approved: 'good',
    production: 'good',
    failed: 'bad',
    rejected: 'bad',
    parked: 'bad',
    needs_confirmation: 'warn',
    pending: 'warn',
    skipped: 'warn',
    cancelled: 'muted',
    expired: 'muted',
    ended: 'muted',
    retired: 'muted',
};

export function Badge({ status }: { status: string }): React.JSX.Element {
    return <span className={`badge ${BADGES[status] ?? 'busy'}`}>{status.replace('_', ' ')}</span>;
}

export function Bar({ share, label }: { share: number; label: string }): React.JSX.Element {
    return <progress max={1} value={share} aria-label={label} />;
}
