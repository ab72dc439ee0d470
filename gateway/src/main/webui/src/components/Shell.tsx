import { useApp } from '../context';
import { nameOf } from '../format';
import { Link } from './Link';

const PAGES = [
    { path: '/datasets', title: 'Datasets' },
    { path: '/forecasts', title: 'Forecasts' },
    { path: '/jobs', title: 'Jobs' },
    { path: '/lab', title: 'Lab' },
    { path: '/sandbox', title: 'Sandbox' },
    { path: '/councils', title: 'Councils' },
    { path: '/audit', title: 'Audit trail' },
    { path: '/teams', title: 'Teams' },
];

/** The frame of every page: where one can go, who one is. */
export function Shell(props: {
    path: string;
    leave: () => void;
    children: React.ReactNode;
}): React.JSX.Element {
    const { user } = useApp();
    return (
        <>
            <a className="skip" href="#content">
                Skip to the content
            </a>
            <header>
                <Link to="/datasets" className="brand">
                    <img src="/icon.svg" alt="" width="24" height="24" /> Almanac
                </Link>
                <nav aria-label="Pages">
                    {PAGES.map((page) => (
                        <Link key={page.path} to={page.path} current={isAt(props.path, page.path)}>
                            {page.title}
                        </Link>
                    ))}
                    {user.role === 'admin' && (
                        <Link to="/users" current={isAt(props.path, '/users')}>
                            Users
                        </Link>
                    )}
                </nav>
                <Link to="/account" className="who" current={isAt(props.path, '/account')}>
                    {nameOf(user)}
                </Link>
                <button type="button" className="plain" onClick={props.leave}>
                    Sign out
                </button>
            </header>
            <main id="content" tabIndex={-1}>
                {props.children}
            </main>
        </>
    );
}

function isAt(path: string, page: string): boolean {
    return (
        path === page ||
        path.startsWith(`${page}/`) ||
        (path === '/' && page === '/datasets') ||
        (path.startsWith('/models/') && page === '/lab')
    );
}
