"""Concern cases: from the first worried phone call to help, closing and deletion."""
