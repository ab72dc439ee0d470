import { Link } from '../components/Link';
import { MethodSelect } from '../components/MethodSelect';
import { PagedList } from '../components/More';
import { Empty } from '../components/States';
import { SubmitForm, text } from '../components/SubmitForm';
import { Table } from '../components/Table';
import { TeamSelect } from '../components/TeamSelect';
import { useApp } from '../context';
import { when } from '../format';
import { useLabRole } from './useLabRole';
import type { Model } from './types';

/** The registry. */
export function ModelsPanel({ round, changed }: { round: number; changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    const changes = useLabRole();
    return (
        <div className="panel" role="group" aria-label="Models">
            <h2>Models</h2>
            <PagedList<Model>
                path="/api/v1/models"
                occasion={round}
                what="models"
                empty={
                    <Empty>
                        <p>No models yet. A model is a method with its parameters, under a name.</p>
                    </Empty>
                }
            >
                {(models) => (
                    <Table label="Models" titles={['Name', 'Method', 'Versions', 'In production', 'Since']}>
                        {models.map((model) => (
                            <tr key={model.id}>
                                <td>
                                    <Link to={`/models/${model.id}`}>{model.name}</Link>
                                </td>
                                <td>{model.kind}</td>
                                <td>{model.versions}</td>
                                <td>{model.production ?? 'none'}</td>
                                <td>{when(model.created_at)}</td>
                            </tr>
                        ))}
                    </Table>
                )}
            </PagedList>
            {changes && (
                <details>
                    <summary>Make a model</summary>
                    <SubmitForm
                        label="New model"
                        button="Make the model"
                        work={async (fields) => {
                            await client.post('/api/v1/models', {
                                team_id: text(fields, 'team'),
                                name: text(fields, 'name'),
                                kind: text(fields, 'kind'),
                                parameters: { robust: fields.get('robust') !== null },
                            });
                            changed();
                        }}
                    >
                        <label>
                            Name of the model
                            <input name="name" required maxLength={200} />
                        </label>
                        <label>
                            Method
                            <MethodSelect name="kind" chosen="auto" />
                        </label>
                        <TeamSelect name="team" />
                        <label className="inline">
                            <input name="robust" type="checkbox" /> Take outliers and level shifts out first
                        </label>
                    </SubmitForm>
                </details>
            )}
        </div>
    );
}
