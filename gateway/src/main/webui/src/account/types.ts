/** The answers about webhooks and mails. */
/** Which notices come by mail, by kind. */
export interface NoticeChoices {
    mail: Record<string, boolean>;
}

export interface Webhook {
    id: string;
    url: string;
    events: string[];
    disabled?: string;
    created_at: string;
}

export interface Delivery {
    id: string;
    event: string;
    status: 'pending' | 'delivered' | 'failed';
    attempts: number;
    last_status?: number;
    last_error?: string;
    created_at: string;
}
