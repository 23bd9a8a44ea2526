package io.s3dl.store.azure;

import io.s3dl.store.PartSizes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is said of each blob that is written.
 *
 * @param parts the sizes of an upload's parts, each of which is a block
 * @param accessTier Hot, Cool or Cold, as Azure spells it; empty for the account's
 * @param contentType the content type where the write names none; empty for the store's choice
 * @param metadata the user metadata of every blob, beside what the write names
 */
public record AzureWriteSettings(
    PartSizes parts,
    Optional<String> accessTier,
    Optional<String> contentType,
    Map<String, String> metadata) {

  /** How many blocks a blob has at most. */
  public static final int MAX_BLOCKS = 50_000;

  /** The largest block. */
  public static final long MAX_BLOCK_BYTES = 4000L << 20;

  /** After how many parts their size doubles: from 8 MiB, 50,000 of them make 189 TiB. */
  private static final int DOUBLE_EVERY = 5000;

  public AzureWriteSettings {
    Objects.requireNonNull(parts, "parts");
    Objects.requireNonNull(accessTier, "accessTier");
    Objects.requireNonNull(contentType, "contentType");
    metadata = Map.copyOf(metadata);
  }

  /** Nothing but the parts. */
  public static AzureWriteSettings of(PartSizes parts) {
    return new AzureWriteSettings(parts, Optional.empty(), Optional.empty(), Map.of());
  }

  /** Parts that begin with {@code first} bytes and grow to {@code largest}. */
  public static PartSizes partSizes(long first, long largest) {
    return new PartSizes(first, DOUBLE_EVERY, Math.min(largest, MAX_BLOCK_BYTES), MAX_BLOCKS, 1);
  }
}
