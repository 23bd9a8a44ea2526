package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Meter;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a data set in some form. */
final class FormWrite implements Contender {

  private final Lab lab;
  private final FileForm form;
  private final DataSet data;
  private final Path file;

  FormWrite(Lab lab, FileForm form, DataSet data) {
    this.lab = lab;
    this.form = form;
    this.data = data;
    this.file = lab.peers().resolve("written-" + form.fileName());
  }

  @Override
  public String name() {
    return form.name();
  }

  @Override
  public String how() {
    return form.howWritten();
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(List.of(data.file()));
  }

  @Override
  public Sample run() throws IOException {
    Sample sample = Meter.measure(data.bytes(), () -> form.write(data, file));
    return sample.with(Metric.STORED_BYTES_PER_BYTE, (double) Files.size(file) / data.bytes());
  }

  @Override
  public void tidy() throws IOException {
    Files.deleteIfExists(file);
  }
}
