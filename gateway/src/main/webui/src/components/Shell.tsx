import { useApp } from '../context';
import { Link } from './Link';

const PAGES = [
    { path: '/datasets', title: 'Datasets' },
    { path: '/forecasts', title: 'Forecasts' },
    { path: '/audit', title: 'Audit trail' },
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
                </nav>
                <span className="who" title={user.email}>
                    {user.full_name ?? user.email}
                </span>
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
    return path === page || path.startsWith(`${page}/`) || (path === '/' && page === '/datasets');
}
