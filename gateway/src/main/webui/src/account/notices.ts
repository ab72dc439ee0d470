/** What can be told, by mail and by webhook, and how it goes on after "when". */
export const NOTICES: Record<string, string> = {
    'job.succeeded': 'a job is done',
    'job.failed': 'a job failed',
    'job.cancelled': 'a job was cancelled',
    'forecast.breached': 'new values lie outside what was forecast',
    'budget.soft-limit': 'a budget passes its soft limit',
    'council.decided': 'a council has decided',
};
