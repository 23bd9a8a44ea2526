package io.s3dl.store.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockList;
import com.azure.storage.blob.models.BlockListType;
import io.s3dl.io.ByteRange;
import io.s3dl.io.SpillFile;
import io.s3dl.store.Etags;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A blob in the making: one request, or blocks that are sent one by one and then made a blob. The
 * blocks belong to the blob's name, so that the ids of ours begin with what no other writer has.
 *
 * <p>The store cannot discard blocks: what has been sent of a write that is given up is not
 * visible, and vanishes when a blob of that name is published, or after a week.
 */
final class AzureUpload implements Upload {

  private static final int MIN_PIECE_BYTES = 4 << 20;
  private static final int MAX_PIECE_BYTES = 256 << 20;

  /** How many blocks a copied range shall take at most. */
  private static final int PIECES = 10_000;

  private final String key;
  private final WriteOptions options;
  private final AzureRequests requests;
  private final AzureObjects objects;
  private final AzureWrites writes;
  private final int maxBlocks;
  private final String writer = UUID.randomUUID().toString();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicLong size = new AtomicLong();
  private final ConcurrentSkipListMap<Integer, List<AzureWrites.Block>> blocks =
      new ConcurrentSkipListMap<>();

  /** The ETag of the blob whose blocks have been taken over. */
  private volatile Optional<String> kept = Optional.empty();

  private boolean ended;

  /**
   * Sends nothing yet.
   *
   * @param maxBlocks how many blocks a blob has at most
   */
  AzureUpload(
      String key,
      WriteOptions options,
      AzureRequests requests,
      AzureObjects objects,
      AzureWrites writes,
      int maxBlocks) {
    this.key = key;
    this.options = options;
    this.requests = requests;
    this.objects = objects;
    this.writes = writes;
    this.maxBlocks = maxBlocks;
  }

  @Override
  public void part(int number, long offset, ByteBuffer bytes) throws IOException {
    checkOpen();
    blocks.put(number, List.of(stage(AzureBody.of(bytes))));
    bytes.position(bytes.limit());
  }

  @Override
  public void part(int number, long offset, SpillFile bytes) throws IOException {
    checkOpen();
    blocks.put(number, List.of(stage(AzureBody.of(bytes))));
  }

  /** Counts one more block, its own or taken over; returns the number. */
  private int countBlock() throws IOException {
    int number = made.incrementAndGet();
    if (number > maxBlocks) {
      throw new IOException(
          key
              + " is too large: Azure takes no more than "
              + maxBlocks
              + " blocks; set fs.s3dl.azure.part.size higher");
    }
    return number;
  }

  /** Sends a block. All ids of a blob are of the same length. */
  private AzureWrites.Block stage(AzureBody body) throws IOException {
    int number = countBlock();
    String id = String.format(Locale.ROOT, "%s-%05d", writer, number);
    String encoded = Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
    writes.stage(key, encoded, body);
    size.addAndGet(body.length());
    return new AzureWrites.Block(encoded, false);
  }

  /**
   * Of this very blob, the blocks that lie in the range and look like ours are taken over as they
   * are; everything else is read, and sent as blocks, piece by piece.
   */
  @Override
  public void copyPart(int number, long offset, ObjectInfo source, ByteRange range)
      throws IOException {
    checkOpen();
    AzureObjects.Found found = objects.head(source.key());
    if (source.etag().isPresent() && !source.etag().equals(found.info().etag())) {
      throw changed("copying", source.key());
    }
    List<AzureWrites.Block> ids = new ArrayList<>();
    try (ObjectReader reader = objects.open(found.info(), found.crc32c())) {
      long at = range.offset();
      if (source.key().equals(key)) {
        for (Placed block : committed(found.info())) {
          boolean within = block.offset() >= at && block.offset() + block.bytes() <= range.end();
          if (within && block.id().length() == idLength()) {
            copy(reader, new ByteRange(at, block.offset() - at), ids);
            countBlock();
            ids.add(new AzureWrites.Block(block.id(), true));
            size.addAndGet(block.bytes());
            at = block.offset() + block.bytes();
            kept = found.info().etag();
          }
        }
      }
      copy(reader, new ByteRange(at, range.end() - at), ids);
    }
    blocks.put(number, List.copyOf(ids));
  }

  private int idLength() {
    int bytes = writer.length() + "-00000".length();
    return (bytes + 2) / 3 * 4;
  }

  private record Placed(String id, long offset, long bytes) {}

  /**
   * The blocks that a blob is made of; none if it was written at once, or has so many that it is
   * put together anew of fewer, so that it can go on growing.
   */
  private List<Placed> committed(ObjectInfo info) throws IOException {
    Response<BlockList> answer =
        requests.call(
            AzureRequestKind.BLOCK_LIST,
            key,
            (to, attempt) ->
                to.container()
                    .getBlobClient(key)
                    .getBlockBlobClient()
                    .listBlocksWithResponse(BlockListType.COMMITTED, null, null, null));
    Optional<String> etag = Etags.of(answer.getHeaders().getValue(HttpHeaderName.ETAG));
    if (etag.isPresent() && !etag.equals(info.etag())) {
      throw changed("copying", key);
    }
    List<Placed> placed = new ArrayList<>();
    long offset = 0;
    for (Block block : answer.getValue().getCommittedBlocks()) {
      placed.add(new Placed(block.getName(), offset, block.getSizeLong()));
      offset += block.getSizeLong();
    }
    boolean many = placed.size() > maxBlocks / 5 * 3L;
    boolean fewer = info.size() / MAX_PIECE_BYTES < maxBlocks / 5;
    return many && fewer ? List.of() : placed;
  }

  private static ObjectChangedException changed(String doing, String key) {
    return new ObjectChangedException(
        "Error " + doing + " " + key + ": it has changed meanwhile; try again");
  }

  private void copy(ObjectReader reader, ByteRange range, List<AzureWrites.Block> ids)
      throws IOException {
    long piece = Math.max(MIN_PIECE_BYTES, Math.min(MAX_PIECE_BYTES, range.length() / PIECES));
    if (range.length() == 0) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(piece, range.length()));
    for (long at = range.offset(); at < range.end(); at += bytes.limit()) {
      bytes.clear().limit((int) Math.min(bytes.capacity(), range.end() - at));
      reader.readFully(at, bytes);
      ids.add(stage(AzureBody.of(bytes.flip())));
    }
  }

  @Override
  public ObjectInfo complete(WrittenBytes written) throws IOException {
    return complete(options, written);
  }

  /**
   * What goes on from blocks of the blob itself needs that one still: then its ETag is asked for.
   */
  @Override
  public ObjectInfo completeIfAbsent(WrittenBytes written) throws IOException {
    return complete(options.withExclusive(), written);
  }

  private ObjectInfo complete(WriteOptions condition, WrittenBytes written) throws IOException {
    end();
    if (blocks.isEmpty()) {
      return writes.put(key, condition, AzureBody.of(ByteBuffer.allocate(0)), written);
    }
    WriteOptions safe = condition;
    if (kept.isPresent()) {
      if (options.ifMatch().isPresent() && !options.ifMatch().equals(kept)) {
        throw new ObjectChangedException(
            "Error writing " + key + ": it has changed while it was continued");
      }
      safe = condition.withIfMatch(kept.get());
    }
    List<AzureWrites.Block> ids = blocks.values().stream().flatMap(List::stream).toList();
    return writes.commit(key, safe, ids, written, size.get());
  }

  @Override
  public ObjectInfo put(ByteBuffer bytes, WrittenBytes written) throws IOException {
    ObjectInfo info = put(AzureBody.of(bytes), written);
    bytes.position(bytes.limit());
    return info;
  }

  @Override
  public ObjectInfo put(SpillFile bytes, WrittenBytes written) throws IOException {
    return put(AzureBody.of(bytes), written);
  }

  private ObjectInfo put(AzureBody body, WrittenBytes written) throws IOException {
    if (!blocks.isEmpty()) {
      throw new IllegalStateException("Parts of " + key + " have been written already");
    }
    end();
    return writes.put(key, options, body, written);
  }

  @Override
  public synchronized void abort() {
    ended = true;
  }

  private synchronized void checkOpen() {
    if (ended) {
      throw new IllegalStateException("The upload of " + key + " has ended");
    }
  }

  private synchronized void end() {
    checkOpen();
    ended = true;
  }
}
