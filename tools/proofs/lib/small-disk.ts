import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that can be full without harm to anything else. */
export interface SmallDisk {
  kind: 'ext4 in a loop device' | 'tmpfs';
  /** Where everybody may reach it. */
  folder: string;
  freeBytes(): number;
  /** Takes all that is free. */
  fill(): void;
  /** Gives back what `fill` took. */
  empty(): void;
  close(): void;
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Mounts one; null where nothing may be mounted. Linux only. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const around = mkdtempSync(join(tmpdir(), 'og-tickets-disk-'));
  const [image, folder] = [join(around, 'image'), join(around, 'disk')];
  mkdirSync(folder);
  const kind = mountAt(folder, image, megabytes);
  if (kind === null) {
    rmSync(around, { recursive: true });
    return null;
  }
  // The database runs as another user.
  succeeds('chmod', '755', around, folder);
  const filler = join(folder, 'filler');
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    kind,
    folder,
    freeBytes,
    fill: () => {
      // To the last block: the size that is asked for is refused as a whole when it is a block too large.
      for (let piece = 0, bytes = freeBytes(); bytes >= 4_096; bytes = Math.floor(bytes / 2)) {
        if (!succeeds('fallocate', '-l', String(bytes), `${filler}-${piece}`)) continue;
        piece += 1;
        bytes = freeBytes() * 2;
      }
    },
    empty: () => void succeeds('sh', '-c', `rm -f ${filler}-*`),
    close: () => {
      // Lazily: whoever still looks at it ends soon.
      if (!succeeds('umount', folder)) succeeds('umount', '-l', folder);
      rmSync(around, { recursive: true, force: true });
    },
  };
}

function mountAt(folder: string, image: string, megabytes: number): SmallDisk['kind'] | null {
  const made =
    succeeds('truncate', '-s', `${megabytes}M`, image) && succeeds('mkfs.ext4', '-q', '-F', '-m', '0', image);
  if (made && succeeds('mount', '-o', 'loop', image, folder)) return 'ext4 in a loop device';
  return succeeds('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder) ? 'tmpfs' : null;
}
