package io.s3dl.fs;

import java.util.Optional;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.LocatedFileStatus;

/** A {@link ContentFileStatus} with block locations. */
public final class LocatedContentFileStatus extends LocatedFileStatus
    implements EtagSource, FoundEntry {

  private static final long serialVersionUID = 1L;

  private final String etag;
  private final transient Entry entry;

  LocatedContentFileStatus(ContentFileStatus status, BlockLocation[] locations) {
    super(status, locations);
    this.etag = status.getEtag();
    this.entry = status.entry().orElse(null);
  }

  @Override
  public String getEtag() {
    return etag;
  }

  @Override
  public Optional<Entry> entry() {
    return Optional.ofNullable(entry);
  }

  /** Equal by path, as every status is. */
  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
