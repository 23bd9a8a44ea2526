package io.s3dl.stream;

import io.s3dl.io.ByteRange;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * One range of a vectored read, and where its bytes go.
 *
 * @param range what to read
 * @param result completed with a buffer that is ready to be read from, or with the failure
 */
public record VectoredRead(ByteRange range, CompletableFuture<ByteBuffer> result) {}
