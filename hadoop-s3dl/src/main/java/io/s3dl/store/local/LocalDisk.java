package io.s3dl.store.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a store's readers, uploads and listings share.
 *
 * @param paths where keys are
 * @param attributes what is known of files
 * @param opener opens files through the page cache
 * @param direct opens files with O_DIRECT, if the store does; the store closes it
 * @param sync makes changes outlast a crash
 * @param publication gives files their names
 * @param uploads the temporary files that uploads of this store are writing now
 */
record LocalDisk(
    LocalPaths paths,
    LocalAttributes attributes,
    FileOpener opener,
    Optional<DirectAccess> direct,
    DiskSync sync,
    Publication publication,
    Set<Path> uploads) {}
