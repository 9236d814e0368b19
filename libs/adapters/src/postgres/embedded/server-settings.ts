/** Where the server listens: a socket directory, or on Windows a loopback port. */
export type Listening =
  | { readonly kind: 'socket'; readonly directory: string; readonly port: number }
  | { readonly kind: 'loopback'; readonly port: number };

/** Never less than this, whatever postgresql.conf in the cluster says: an acknowledged commit is on the disk. */
const DURABILITY = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

/** One server for one process with a pool: small, and quiet when nothing happens. */
const FOOTPRINT = {
  shared_buffers: '128MB',
  max_connections: '50',
  max_wal_size: '256MB',
  // Parallel queries share memory through /dev/shm, of which containers have 64 MB; our queries gain nothing by them.
  max_parallel_workers_per_gather: '0',
  // No helper processes for reading: they pay off with large sequential reads, which we do not have.
  io_method: 'sync',
  max_logical_replication_workers: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * What Postgres writes to its log must hold nothing that a statement carried: hashes of keys, addresses, names.
 * `log_min_messages=log` leaves out errors of statements, whose texts quote values (the caller gets them anyway), and
 * keeps what concerns the server: starting, stopping, crashes, refused logins. `terse` leaves out the details, which
 * quote rows (`Key (hash)=(…) already exists`) and the statement that a crashed process was running.
 */
const DISCRETION = {
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_lock_waits: 'off',
  log_temp_files: '-1',
  log_checkpoints: 'off',
  log_destination: 'stderr',
  logging_collector: 'off',
};

/** `-c name=value` arguments: they outrank every configuration file of the cluster. */
export function serverArguments(clusterDirectory: string, listening?: Listening): string[] {
  const settings = { ...DURABILITY, ...FOOTPRINT, ...DISCRETION, ...(listening && listeningSettings(listening)) };
  return ['-D', clusterDirectory, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function listeningSettings(listening: Listening): Record<string, string> {
  const port = String(listening.port);
  if (listening.kind === 'loopback') return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port };
  return {
    listen_addresses: '',
    // The setting is a list: quoted, or a comma in the path would divide it.
    unix_socket_directories: `"${listening.directory.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port,
  };
}
