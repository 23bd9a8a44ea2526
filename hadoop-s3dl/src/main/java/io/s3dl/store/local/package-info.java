/**
 * Objects as files below a directory of a local or mounted disk, through the page cache or with
 * O_DIRECT: {@link io.s3dl.store.local.LocalObjectStore}.
 *
 * <p>Knows {@code io} and {@code store}. An object is written to a hidden temporary file beside it
 * and published by link(2) or rename(2), so it is there whole or not at all. Safe for use by
 * several threads and several processes.
 */
package io.s3dl.store.local;
