package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Meter;
import io.s3dl.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a data set that has been written in some form. */
final class FormRead implements Contender {

  private final Lab lab;
  private final FileForm form;
  private final DataSet data;
  private final Path file;

  /** Writes what is to be read. */
  FormRead(Lab lab, FileForm form, DataSet data) throws IOException {
    this.lab = lab;
    this.form = form;
    this.data = data;
    this.file = lab.peers().resolve("read-" + form.fileName());
    form.write(data, file);
  }

  @Override
  public String name() {
    return form.name();
  }

  @Override
  public String how() {
    return form.howRead();
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(List.of(file));
  }

  @Override
  public Sample run() throws IOException {
    return Meter.measure(data.bytes(), this::read);
  }

  private void read() throws IOException {
    long found = form.read(file);
    if (found != data.bytes()) {
      throw new IOException("Read " + found + " bytes instead of " + data.bytes());
    }
  }
}
