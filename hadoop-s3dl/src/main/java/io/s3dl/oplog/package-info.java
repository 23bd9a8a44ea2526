/**
 * A log of every operation of a store: {@link io.s3dl.oplog.LoggedStores} puts it around any store,
 * {@link io.s3dl.oplog.OperationLog} writes it. The file is made for the programs that read
 * s3dlio's: zstd-compressed text, 13 columns separated by tabs.
 *
 * <p>Knows {@code store} and {@code format}. A log that cannot be written costs the store nothing
 * but the log.
 */
package io.s3dl.oplog;
