package io.s3dl.store;

/**
 * An upload that has been begun and neither completed nor aborted.
 *
 * @param key what it will be visible under
 * @param id the store's name for it
 * @param startedMillis when it was begun, in milliseconds since the epoch
 */
public record PendingUpload(String key, String id, long startedMillis) {}
