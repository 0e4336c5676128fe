package io.postiljon.inspection;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Signs a PDF as PAdES does: a CMS signature over all other bytes, in an incremental update. */
final class PdfSigner {
    private PdfSigner() {}

    static byte[] signed(byte[] pdf) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(256);
        KeyPair key = keys.generateKeyPair();
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
        X500Name name = new X500Name("CN=Test");
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, Date.from(time), Date.from(time.plusSeconds(86_400)), name,
                key.getPublic()).build(signer);
        CMSSignedDataGenerator cms = new CMSSignedDataGenerator();
        cms.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build()).build(signer, certificate));
        cms.addCertificate(certificate);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(COSName.getPDFName("ETSI.CAdES.detached"));
            Calendar signedAt = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
            signedAt.setTimeInMillis(time.toEpochMilli());
            signature.setSignDate(signedAt);
            document.addSignature(signature, content -> {
                try {
                    return cms.generate(new CMSProcessableByteArray(content.readAllBytes())).getEncoded();
                } catch (org.bouncycastle.cms.CMSException impossible) {
                    throw new IllegalStateException(impossible);
                }
            });
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.saveIncremental(out);
            return out.toByteArray();
        }
    }
}
