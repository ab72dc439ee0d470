import type { Client } from '../api/client';
import type { Forecast } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useLoaded } from '../context';
import { plural, when } from '../format';
import { PublishedSeries } from './PublishedSeries';

/** A forecast that its owner shows to everybody: its numbers and its proof, not what it was made of. */
export function PublishedPage({ client, link }: { client: Client; link: string }): React.JSX.Element {
    const path = `/api/v1/published/${link}`;
    const forecast = useLoaded(path, () => client.get<Forecast>(path));
    if (forecast.error !== undefined) {
        return (
            <main id="content">
                <Failure words={forecast.error} again={forecast.reload} />
            </main>
        );
    }
    if (forecast.value === undefined) {
        return (
            <main id="content">
                <Loading what="the forecast" />
            </main>
        );
    }
    const { horizon, created_at, sealed, sha256, progress } = forecast.value;
    return (
        <main id="content">
            <section>
                <h1>A forecast, {plural(horizon, 'step')} ahead</h1>
                <p>
                    Made on {when(created_at)} by Almanac
                    {sealed?.seq !== undefined && `; sealed as entry ${sealed.seq} of the log`}.
                </p>
                <PublishedSeries client={client} path={`${path}/results`} series={progress.total} />
                <p>
                    SHA-256 of <a href={`${path}/results`}>the results</a>: <code>{sha256}</code>
                </p>
            </section>
        </main>
    );
}
