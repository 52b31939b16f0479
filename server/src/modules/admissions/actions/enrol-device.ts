import type { DeviceKey } from '@og-tickets/contract/gate-devices.ts';
import { enrolProof } from '@og-tickets/contract/rules/gate/device-proof.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { isSignedByDevice, keyBytes } from '../rules/device-key.ts';
import { useInvitation } from '../sql/devices.ts';
import { invitationHash } from './invite-device.ts';

/**
 * Enrols a scanner by its invitation, which is used up by it, and keeps its public key. A signature of that key is looked at
 * first: who does not have the private half uses nothing up. Returns the scanner's id; refused: `invitation_invalid`.
 */
export async function enrolDevice(
  { db }: Pick<Platform, 'db'>,
  enrolment: { token: string; publicKey: DeviceKey; signature: string },
): Promise<string | Refusal> {
  const { token, signature } = enrolment;
  const publicKey = keyBytes(enrolment.publicKey);
  if (!(await isSignedByDevice(publicKey, enrolProof(token), signature))) return refuse('invitation_invalid');
  return withTx(
    db,
    async (tx) =>
      (await useInvitation(tx, { tokenHash: invitationHash(token), publicKey })) ?? refuse('invitation_invalid'),
  );
}
