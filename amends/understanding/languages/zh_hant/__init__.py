"""What Traditional Chinese adds: wording of Hong Kong (Cantonese) and of Taiwan."""
