import type { Forecast } from '../api/types';
import { Link } from '../components/Link';
import { PagedList } from '../components/More';
import { Badge, Empty } from '../components/States';
import { plural, when } from '../format';

export function ForecastsPage(): React.JSX.Element {
    return (
        <section>
            <h1>Forecasts</h1>
            <ForecastList path="/api/v1/forecasts" />
        </section>
    );
}

/** Forecasts, newest first. */
export function ForecastList({ path }: { path: string }): React.JSX.Element {
    return (
        <PagedList<Forecast>
            path={path}
            what="forecasts"
            empty={
                <Empty>
                    <p>No forecasts yet. Choose a dataset and run one.</p>
                </Empty>
            }
        >
            {(forecasts) => (
                <ul className="cards">
                    {forecasts.map((forecast) => (
                        <li key={forecast.id}>
                            <Link to={`/forecasts/${forecast.id}`}>
                                {forecast.dataset_name}, {plural(forecast.horizon, 'step')} ahead
                            </Link>{' '}
                            <Badge status={forecast.status} />
                            <p className="quiet">
                                {forecast.progress.done} of {plural(forecast.progress.total, 'series', 'series')},{' '}
                                {when(forecast.created_at)}
                            </p>
                        </li>
                    ))}
                </ul>
            )}
        </PagedList>
    );
}
