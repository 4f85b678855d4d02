/** What became of a request on the platform it was made on. */
import { looseKey } from './text.js';

/** `declined`: by either of the two, cancelled ones too. */
export type Status = 'pending' | 'accepted' | 'declined';

const WORDS: Readonly<Record<Status, readonly string[]>> = {
  pending: [
    'pending',
    'requested',
    'open',
    'sent',
    'waiting',
    'awaiting',
    'unscheduled',
    'en attente',
    'demandé',
    'demandée',
    'envoyé',
    'envoyée',
    'ausstehend',
    'offen',
    'angefragt',
    'wartend',
    'gesendet',
    '保留',
    '保留中',
    '申請中',
    '依頼中',
    '回答待ち',
    '承認待ち',
    '未回答',
  ],
  accepted: [
    'accepted',
    'confirmed',
    'approved',
    'scheduled',
    'accepté',
    'acceptée',
    'confirmé',
    'confirmée',
    'angenommen',
    'akzeptiert',
    'bestätigt',
    'zugesagt',
    '承認',
    '承認済',
    '承認済み',
    '承諾',
    '受諾',
    '確定',
    '成立',
  ],
  declined: [
    'declined',
    'rejected',
    'refused',
    'canceled',
    'cancelled',
    'withdrawn',
    'refusé',
    'refusée',
    'décliné',
    'déclinée',
    'rejeté',
    'rejetée',
    'annulé',
    'annulée',
    'abgelehnt',
    'abgesagt',
    'storniert',
    'zurückgezogen',
    '辞退',
    '拒否',
    '却下',
    '不成立',
    'お断り',
    'キャンセル',
    'キャンセル済み',
    '取消',
    '取り消し',
    '中止',
  ],
};

const STATUSES = new Map(
  (Object.keys(WORDS) as Status[]).flatMap(status => WORDS[status].map(word => [looseKey(word), status] as const)),
);

/** The English words, for suggestions. */
export const STATUS_WORDS: readonly string[] = ['pending', 'accepted', 'declined', 'canceled'];

/** A status in words of any of the four languages; an empty cell is pending; `undefined` for any other text. O(length). */
export function parseStatus(text: string): Status | undefined {
  return text === '' ? 'pending' : STATUSES.get(looseKey(text));
}
