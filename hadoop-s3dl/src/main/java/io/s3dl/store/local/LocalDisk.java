package io.s3dl.store.local;

import java.util.Optional;

/**
 * What a store's readers, uploads and listings share.
 *
 * @param paths where keys are
 * @param attributes what is known of files
 * @param opener opens files through the page cache
 * @param direct opens files with O_DIRECT, if the store does; the store closes it
 * @param sync makes changes outlast a crash
 * @param publication gives files their names
 * @param withdrawals deletes files that must not be mistaken
 * @param claims what tells that this store's writers live; the store closes it
 */
record LocalDisk(
    LocalPaths paths,
    LocalAttributes attributes,
    FileOpener opener,
    Optional<DirectAccess> direct,
    DiskSync sync,
    Publication publication,
    Withdrawals withdrawals,
    Claims claims) {}
