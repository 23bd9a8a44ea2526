/**
 * What is measured: the workloads, and the contenders they are made of. To measure against another
 * store, give {@link io.s3dl.bench.work.Mounts} one more file system. One thread.
 */
package io.s3dl.bench.work;
