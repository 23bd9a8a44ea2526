package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import io.s3dl.io.ByteRange;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.RangeReader;
import java.io.IOException;
import java.util.Optional;

/** Asks for ranges of blobs. */
final class AzureRanges implements RangeReader.Source {

  private static final int PRECONDITION_FAILED = 412;

  private final AzureRequests requests;
  private final AzureObjects objects;

  AzureRanges(AzureRequests requests, AzureObjects objects) {
    this.requests = requests;
    this.objects = objects;
  }

  @Override
  public void read(ObjectInfo blob, RangeReader.Attempt attempt) throws IOException {
    requests.call(
        AzureRequestKind.GET,
        blob.key(),
        (to, number) -> {
          attempt.by(range -> ask(to, blob, range));
          return null;
        });
  }

  private static Optional<RangeReader.Answer> ask(AzureClients to, ObjectInfo blob, ByteRange range)
      throws IOException {
    try {
      return Optional.of(AzureAnswer.get(to, blob.key(), range, blob.etag()));
    } catch (HttpResponseException e) {
      int status = AzureErrors.status(e);
      if (status == PRECONDITION_FAILED || status == AzureAnswer.RANGE_NOT_SATISFIABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public RangeReader.Recorded recorded(String key) throws IOException {
    AzureObjects.Found found = objects.head(key);
    return new RangeReader.Recorded(found.info().etag(), found.crc32c());
  }
}
